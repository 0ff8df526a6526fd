import { t } from '@lingui/core/macro';
import { Icon24CheckCircleOff, Icon24CheckCircleOn } from '@vkontakte/icons';
import { Button, Checkbox, Search } from '@vkontakte/vkui';
import { useMemo, useState } from 'react';
import type { Message, Row } from '../../../api/shapes';
import { orderedRows } from '../../../store/select/rows';
import { useLive } from '../../../store/store';
import { ChatAvatar } from '../../../ui/ChatAvatar';
import { matchName } from '../../../ui/matchName';
import { moveFocus } from '../../../ui/moveFocus';
import { Notice } from '../../../ui/Notice';
import { Dialog } from '../../../ui/overlay/Dialog';
import { showSnack } from '../../../ui/overlay/overlays';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { forward } from '../composer/intent';
import { forwardMessages } from '../sendMessage';
import styles from './Dialogs.module.css';
import { endSelecting } from './selection';
import { spokenForwarded, spokenMessages } from './words';

interface ForwardDialogProps {
  from: number;
  messages: readonly Message[];
  onClosed(): void;
}

/** One chat: its field opens, and words may be added. Several: it is sent at once. */
export function ForwardDialog({ from, messages, onClosed }: ForwardDialogProps) {
  const [query, setQuery] = useState('');
  const [withAuthor, setWithAuthor] = useState(true);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const rows = useTargets(query);
  const toggle = (id: number) => {
    const after = new Set(chosen);
    if (!after.delete(id)) after.add(id);
    setChosen(after);
  };
  const count = spokenMessages(messages.length);
  return (
    <Dialog title={messages.length === 1 ? t`Переслать сообщение` : t`Переслать ${count}`} onClosed={onClosed}>
      {({ close }) => (
        <>
          <div className={styles.search}>
            <Search
              noPadding
              value={query}
              placeholder={t`Поиск чата`}
              aria-label={t`Поиск чата`}
              onChange={(event) => setQuery(event.target.value)}
            />
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and draws a frame. */}
          <div className={styles.list} role="group" aria-label={t`Чаты`} onKeyDown={moveFocus}>
            {rows.map((row) => (
              <Target key={row.id} row={row} isChosen={chosen.has(row.id)} onToggle={() => toggle(row.id)} />
            ))}
            {rows.length === 0 && <Notice>{t`Таких чатов нет. Писать можно не во все чаты.`}</Notice>}
          </div>
          <div className={styles.foot}>
            <Checkbox noPadding checked={withAuthor} onChange={(event) => setWithAuthor(event.target.checked)}>
              {t`С именем автора`}
            </Checkbox>
            <Button
              size="l"
              disabled={chosen.size === 0}
              onClick={() => close(() => passOn(from, messages, [...chosen], withAuthor))}
            >
              {t`Переслать`}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function Target({ row, isChosen, onToggle }: { row: Row; isChosen: boolean; onToggle(): void }) {
  return (
    <button type="button" className={styles.chat} aria-pressed={isChosen} onClick={onToggle}>
      <ChatAvatar chat={row} size={40} />
      <span className={styles.name}>{row.title}</span>
      <span className={styles.check} aria-hidden>
        {isChosen ? <Icon24CheckCircleOn /> : <Icon24CheckCircleOff />}
      </span>
    </button>
  );
}

const NONE: readonly never[] = [];

/** The chats one may write to, the newest first. */
function useTargets(query: string): readonly Row[] {
  const rows = useLive((state) => state.rows);
  const all = useMemo(() => orderedRows(rows, NONE).filter((row) => row.may_post), [rows]);
  return useMemo(() => (query === '' ? all : all.filter((row) => matchName(row.title, query))), [all, query]);
}

function passOn(from: number, messages: readonly Message[], targets: readonly number[], withAuthor: boolean) {
  endSelecting();
  const [target] = targets;
  if (targets.length === 1 && target !== undefined) {
    forward(target, from, messages, withAuthor);
    return navigate(paths.conversation(target));
  }
  const inOrder = [...messages].sort((one, other) => one.no - other.no);
  const passed = inOrder.map((message) => ({
    no: message.no,
    text: message.text,
    forwarded: authorOf(message, withAuthor),
  }));
  for (const one of targets) forwardMessages(one, from, passed);
  showSnack({ text: spokenForwarded(targets.length) });
}

/** Whose words they are: what was passed on keeps its first author. */
function authorOf({ by, name, at, forwarded }: Message, withAuthor: boolean) {
  return withAuthor ? (forwarded ?? { by, name, at }) : null;
}
