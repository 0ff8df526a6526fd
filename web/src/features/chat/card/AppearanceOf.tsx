import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import type { Row } from '../../../api/shapes';
import { HUES, type Hue } from '../../../ui/hue';
import { type Appearance, hueNamed, lookOf, PAPERS, type Paper } from '../appearance/appearance';
import styles from './AppearanceOf.module.css';
import { dress } from './dress';
import { Scroll } from './Scroll';

/** The colour and the paper of one chat, for oneself alone; the conversation beside it changes at once. */
export function AppearanceOf({ row }: { row: Row }) {
  const { appearance } = row;
  const choose = (part: Partial<Appearance>) => void dress(row.id, { ...appearance, ...part });
  return (
    <Scroll>
      <p className={styles.note}>{t`Так этот чат будет выглядеть только у вас.`}</p>
      <Preview appearance={appearance} />
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t`Цвет`}</legend>
        {HUES.map((hue, index) => (
          <label key={hue} className={styles.choice} data-hue={hue}>
            <input
              type="radio"
              name="hue"
              className={styles.input}
              checked={appearance.hue === index || (appearance.hue === null && index === 0)}
              onChange={() => choose({ hue: index === 0 ? null : index })}
            />
            <span className={styles.swatch} style={{ backgroundImage: `var(--pm-avatar-${hue})` }} />
            {hueTitle(hue)}
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{t`Фон`}</legend>
        {PAPERS.map((paper) => (
          <label key={paper} className={styles.choice} {...lookOf({ hue: appearance.hue, paper })}>
            <input
              type="radio"
              name="paper"
              className={styles.input}
              checked={appearance.paper === paper}
              onChange={() => choose({ paper })}
            />
            <span className={`${styles.swatch} ${styles.sheet} pm-paper`} />
            {paperTitle(paper)}
          </label>
        ))}
      </fieldset>
      {(appearance.hue !== null || appearance.paper !== '') && (
        <Button size="l" mode="secondary" onClick={() => choose({ hue: null, paper: '' })}>
          {t`Как было`}
        </Button>
      )}
    </Scroll>
  );
}

function Preview({ appearance }: { appearance: Appearance }) {
  return (
    <div className={`${styles.preview} pm-paper`} {...lookOf(appearance)} role="img" aria-label={seen(appearance)}>
      <p className={styles.in}>
        {t`Завтра сбор в 9:10`} <span className={styles.inTime}>12:30</span>
      </p>
      <p className={styles.out}>
        {t`Спасибо, придём!`} <span className={styles.outTime}>12:31</span>
      </p>
    </div>
  );
}

const seen = ({ hue, paper }: Appearance) =>
  t`Пример: ${hueTitle(hueNamed(hue) ?? 'indigo')}, ${paperTitle(paper as Paper)}`;

function hueTitle(hue: Hue): string {
  switch (hue) {
    case 'indigo':
      return t`чернила`;
    case 'blue':
      return t`небо`;
    case 'teal':
      return t`море`;
    case 'green':
      return t`лес`;
    case 'amber':
      return t`янтарь`;
    case 'red':
      return t`мак`;
    case 'rose':
      return t`роза`;
    case 'violet':
      return t`сирень`;
  }
}

function paperTitle(paper: Paper): string {
  switch (paper) {
    case 'lines':
      return t`в линейку`;
    case 'dots':
      return t`в точку`;
    case 'slant':
      return t`в косую`;
    case 'plain':
      return t`чистый`;
    default:
      return t`в клетку`;
  }
}
