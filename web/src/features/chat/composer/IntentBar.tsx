import { plural, t } from '@lingui/core/macro';
import { Icon24Cancel, Icon24PenOutline, Icon24ReplyOutline, Icon24ShareOutline } from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { hueOf } from '../../../ui/hue';
import styles from './IntentBar.module.css';
import { type Forward, forward, type Intent, type Original } from './intent';

interface IntentBarProps {
  conversation: number;
  intent: Intent;
  onGiveUp(): void;
}

/** Above the field: what is answered, corrected or passed on. */
export function IntentBar({ conversation, intent, onGiveUp }: IntentBarProps) {
  switch (intent.kind) {
    case 'reply':
      return <Reply message={intent.message} onGiveUp={onGiveUp} />;
    case 'edit':
      return (
        <Bar
          icon={<Icon24PenOutline />}
          title={t`Изменение сообщения`}
          text={intent.message.text}
          close={t`Не изменять`}
          onGiveUp={onGiveUp}
        />
      );
    case 'forward':
      return <Passing conversation={conversation} intent={intent} onGiveUp={onGiveUp} />;
  }
}

function Reply({ message, onGiveUp }: { message: Original; onGiveUp(): void }) {
  const { by, name, text } = message;
  return (
    <Bar
      icon={<Icon24ReplyOutline />}
      title={<span style={{ color: `var(--pm-name-${hueOf(by)})` }}>{t`Ответ: ${name}`}</span>}
      text={text}
      close={t`Не отвечать`}
      onGiveUp={onGiveUp}
    />
  );
}

function Passing({ conversation, intent, onGiveUp }: { conversation: number; intent: Forward; onGiveUp(): void }) {
  const { from, messages, withAuthor } = intent;
  const names = [...new Set(messages.map(({ name, forwarded }) => forwarded?.name ?? name))].join(', ');
  const only = messages.length === 1 ? messages[0]?.text : undefined;
  const text = only ?? names;
  return (
    <Bar
      icon={<Icon24ShareOutline />}
      title={spokenPassing(messages.length)}
      text={withAuthor && only !== undefined ? `${names}: ${only}` : text}
      close={t`Не пересылать`}
      onGiveUp={onGiveUp}
    >
      <button
        type="button"
        className={styles.author}
        aria-pressed={!withAuthor}
        onClick={() => forward(conversation, from, messages, !withAuthor)}
      >
        {t`Без автора`}
      </button>
    </Bar>
  );
}

interface BarProps {
  icon: ReactNode;
  title: ReactNode;
  text: string;
  close: string;
  onGiveUp(): void;
  children?: ReactNode;
}

function Bar({ icon, title, text, close, onGiveUp, children }: BarProps) {
  return (
    <div className={styles.bar}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <div className={styles.words}>
        <div className={styles.title}>{title}</div>
        <div className={styles.text}>{text}</div>
      </div>
      {children}
      <IconButton className={styles.close} label={close} onClick={onGiveUp}>
        <Icon24Cancel />
      </IconButton>
    </div>
  );
}

function spokenPassing(count: number): string {
  return plural(count, {
    one: 'Переслать # сообщение',
    few: 'Переслать # сообщения',
    many: 'Переслать # сообщений',
    other: 'Переслать # сообщения',
  });
}
