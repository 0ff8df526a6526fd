import { t } from '@lingui/core/macro';
import type { Way } from '../../api/check';
import type { Findings, Numbers, Part, State } from './findings';
import type { Advice, Level } from './verdict';

export const partName = (part: Part): string =>
  ({
    https: t`Защищённая страница`,
    socket: t`Сообщения сразу`,
    rate: t`Скорость интернета`,
    signal: t`Сервер звонков`,
    udp: t`Звонки по UDP`,
    tcp: t`Звонки по TCP`,
    turn: t`Звонки через порт 443`,
    microphone: t`Микрофон`,
    camera: t`Камера`,
  })[part];

export function partWord(part: Part, state: State, { numbers, troubles }: Pick<Findings, 'numbers' | 'troubles'>) {
  if (state === 'waits') return t`Ещё не проверяли`;
  if (state === 'runs') return t`Проверяем…`;
  if (part === 'rate') return rateWord(numbers);
  if (part === 'microphone' && troubles.microphone === 'silent') return t`Включён, но ничего не слышит`;
  if (state === 'absent') return absentWord(part);
  if (state === 'good') return part === 'microphone' || part === 'camera' ? t`Есть` : t`Работает`;
  return part === 'microphone' || part === 'camera' ? t`Не удалось включить` : t`Не проходит`;
}

function absentWord(part: Part): string {
  return part === 'turn' ? t`Здесь не настроено` : t`Не удалось проверить`;
}

function rateWord(numbers: Numbers): string {
  const { roundTrip, jitter } = numbers;
  if (numbers.down === null || numbers.up === null) return t`Не удалось измерить`;
  const [down, up] = [megabits(numbers.down), megabits(numbers.up)];
  const both = t`${down} к вам, ${up} от вас`;
  return roundTrip === null ? both : t`${both}; задержка ${roundTrip} мс, разброс ${jitter ?? 0} мс`;
}

function megabits(kilobits: number): string {
  const rate = kilobits / 1000;
  const shown = rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10;
  const figure = shown.toLocaleString(document.documentElement.lang);
  return t`${figure} Мбит/с`;
}

export const levelWord = (level: Level): string =>
  ({ good: t`Всё хорошо`, weak: t`С перебоями`, no: t`Не получится`, unknown: t`Неизвестно` })[level];

export const adviceWord = (advice: Advice): string =>
  ({
    https: t`Откройте сайт по адресу, который начинается с https: без этого браузер не даёт ни камеру, ни микрофон.`,
    socket: t`Сеть не пропускает мгновенные сообщения (WebSocket). Попробуйте мобильный интернет, а листок ниже передайте тому, кто отвечает за эту сеть.`,
    roads: t`Эта сеть не пропускает звонки. Попробуйте другую, например мобильный интернет. В школе передайте листок ниже тому, кто отвечает за интернет.`,
    later: t`Звонки на самом сервере сейчас недоступны. Проверьте ещё раз позже: дело не в вашей сети.`,
    udp: t`Звонки пойдут запасным путём: при слабой сети звук может прерываться. Попросите того, кто отвечает за интернет, открыть UDP по листку ниже.`,
    slow: t`Интернет медленный. Включите в звонке «Только звук», подойдите ближе к роутеру, остановите загрузки.`,
    uneven: t`Связь неровная: слова могут прерываться. Подойдите ближе к роутеру или подключитесь проводом.`,
    silent: t`Микрофон молчит. Проверьте, не выключен ли он кнопкой на наушниках или ноутбуке.`,
    fine: t`Всё готово к уроку.`,
  })[advice];

/** Why a provider should let it through. */
export const wayPurpose = (what: Way['what']): string =>
  ({
    site: t`Сайт и сообщения: HTTPS и WebSocket (пути /ws и /rtc)`,
    udp: t`Голос и видео звонков (WebRTC), основной путь`,
    tcp: t`Голос и видео звонков, запасной путь`,
    turn: t`STUN и TURN: как браузер находит путь к серверу звонков`,
    turn_tls: t`TURN через TLS: звонки там, где закрыто остальное`,
  })[what];
