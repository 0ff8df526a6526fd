import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import type { Trouble } from '../trouble';
import styles from './Blocked.module.css';
import { type Browser, browserOf } from './browser';

interface BlockedProps {
  sound: Trouble | null;
  camera: Trouble | null;
  onRetry(): void;
}

/** Why one is not heard or seen, and what to press for it. One can come in all the same. */
export function Blocked({ sound, camera, onRetry }: BlockedProps) {
  if (!sound && !camera) return null;
  if (sound === 'open' || camera === 'open') {
    return <Words text={t`Камера и микрофон работают только по защищённому адресу, который начинается с https.`} />;
  }
  if (sound !== 'blocked' && camera !== 'blocked') return <Words text={absenceOf(sound, camera)} onRetry={onRetry} />;
  const browser = browserOf(navigator.userAgent);
  return (
    <section className={styles.box} aria-label={t`Нет разрешения`}>
      <Drawing browser={browser} />
      <div>
        <p className={styles.title}>{blockedWhat(sound, camera)}</p>
        <p className={styles.text}>{wayOf(browser)}</p>
        <Button size="s" mode="secondary" onClick={onRetry}>
          {t`Проверить ещё раз`}
        </Button>
      </div>
    </section>
  );
}

function Words({ text, onRetry }: { text: string; onRetry?: () => void }) {
  return (
    <section className={styles.box}>
      <div>
        <p className={styles.text}>{text}</p>
        {onRetry && (
          <Button size="s" mode="secondary" onClick={onRetry}>
            {t`Проверить ещё раз`}
          </Button>
        )}
      </div>
    </section>
  );
}

function blockedWhat(sound: Trouble | null, camera: Trouble | null): string {
  if (sound === 'blocked' && camera === 'blocked') return t`Браузер не пускает к камере и микрофону`;
  return sound === 'blocked' ? t`Браузер не пускает к микрофону` : t`Браузер не пускает к камере`;
}

function absenceOf(sound: Trouble | null, camera: Trouble | null): string {
  if (sound === 'busy' || camera === 'busy') {
    return sound === 'busy'
      ? t`Микрофон занят другой программой. Закройте её; войти можно и так.`
      : t`Камера занята другой программой. Закройте её; войти можно и так.`;
  }
  if (sound && camera) return t`Ни камеры, ни микрофона нет. Войти можно: вы будете видеть и слышать остальных.`;
  return sound ? t`Микрофона нет. Войти можно: вы будете слышать остальных.` : t`Камеры нет. Войти можно без видео.`;
}

function wayOf(browser: Browser): string {
  switch (browser) {
    case 'chrome':
      return t`Нажмите на значок слева от адреса страницы и включите «Камера» и «Микрофон».`;
    case 'safari':
      return t`Нажмите «аА» или значок слева от адреса, выберите «Настройки веб-сайта» и разрешите камеру и микрофон.`;
    case 'firefox':
      return t`Нажмите на перечёркнутую камеру или микрофон слева от адреса и снимите запрет.`;
    default:
      return t`Откройте настройки этого сайта в браузере и разрешите камеру и микрофон.`;
  }
}

/** The bar of the address, with a ring around what to press. */
function Drawing({ browser }: { browser: Browser }) {
  const isAtBottom = browser === 'safari';
  return (
    <svg className={styles.drawing} viewBox="0 0 132 96" aria-hidden>
      <rect className={styles.window} x="1" y="1" width="130" height="94" rx="12" />
      <g transform={isAtBottom ? 'translate(0 58)' : undefined}>
        <rect className={styles.bar} x="10" y="10" width="112" height="20" rx="10" />
        <rect className={styles.address} x="40" y="17" width="58" height="6" rx="3" />
        <Sign browser={browser} />
        <circle className={styles.ring} cx="24" cy="20" r="13" />
      </g>
      <g transform={isAtBottom ? 'translate(0 -32)' : undefined}>
        <rect className={styles.sheet} x="10" y="42" width="82" height="44" rx="8" />
        <Switch y={52} />
        <Switch y={72} />
      </g>
    </svg>
  );
}

function Sign({ browser }: { browser: Browser }) {
  if (browser === 'safari') {
    return (
      <text className={styles.letters} x="15.5" y="24.5">
        aA
      </text>
    );
  }
  if (browser === 'firefox') return <path className={styles.sign} d="M19 17h6v6h-6zM25 19l4-2v6l-4-2M18 14l12 12" />;
  return <path className={styles.sign} d="M18 17h6M28 17h2M18 23h2M24 23h6M26 15v4M22 21v4" />;
}

function Switch({ y }: { y: number }) {
  return (
    <>
      <rect className={styles.address} x="18" y={y - 3} width="34" height="6" rx="3" />
      <rect className={styles.switch} x="66" y={y - 6} width="20" height="12" rx="6" />
      <circle className={styles.knob} cx="80" cy={y} r="4" />
    </>
  );
}
