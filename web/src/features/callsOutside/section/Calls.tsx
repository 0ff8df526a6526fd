import { t } from '@lingui/core/macro';
import { Icon28AddOutline, Icon28UsersOutline, Icon56PhoneOutline } from '@vkontakte/icons';
import { Button, Title } from '@vkontakte/vkui';
import type { KnownCall } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { moveFocus } from '../../../ui/moveFocus';
import { Notice } from '../../../ui/Notice';
import { Link } from '../../../ui/route/Link';
import { paths } from '../../../ui/route/paths';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { CallRow } from './CallRow';
import styles from './Calls.module.css';
import { type CallList, useCalls } from './useCalls';

interface CallsProps {
  isPhone: boolean;
  /** The call whose screen stands beside the list. */
  selected?: number | null;
}

/** The section «Звонки»: what goes on, what is to come, and what was. */
export function Calls({ isPhone, selected = null }: CallsProps) {
  const { answer, ...list } = useCalls();
  return (
    <section className={isPhone ? styles.screen : styles.pane} aria-label={t`Звонки`}>
      <header className={styles.head}>
        <Title level="2" weight="1" Component="h1">
          {t`Звонки`}
        </Title>
      </header>
      <div className={styles.list}>
        {answer.status === 'loading' && <SkeletonRows />}
        {answer.status === 'failed' && (
          <Notice title={t`Не удалось загрузить звонки`} action={{ label: t`Ещё раз`, onClick: answer.retry }}>
            {sentenceOf(answer.error)}
          </Notice>
        )}
        {answer.status === 'ready' && <Parts list={list} selected={selected} />}
      </div>
    </section>
  );
}

function Parts({ list, selected }: { list: Omit<CallList, 'answer'>; selected: number | null }) {
  const { calls, over } = list;
  if (!calls) return null;
  const isEmpty = calls.open.length + calls.planned.length + over.length === 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between the links inside.
    <div className={styles.parts} onKeyDown={moveFocus}>
      {calls.missing && (
        <p className={styles.missing} role="status">
          {calls.missing}
        </p>
      )}
      {calls.may_plan && (
        <Link to={paths.makeCall} className={styles.make}>
          <Icon28AddOutline aria-hidden />
          {t`Создать звонок по ссылке`}
        </Link>
      )}
      {calls.may_plan && (
        <Link to={paths.gather()} className={styles.make}>
          <Icon28UsersOutline aria-hidden />
          {t`Собрание или трансляция`}
        </Link>
      )}
      <Part title={t`Идут сейчас`} calls={calls.open} selected={selected} />
      <Part title={t`Запланированы`} calls={calls.planned} selected={selected} />
      <Part title={t`История`} calls={over} selected={selected} />
      {isEmpty && (
        <Notice icon={<Icon56PhoneOutline />} title={t`Звонков пока не было`}>
          {t`Позвонить можно из чата: нажмите на трубку вверху.`}
        </Notice>
      )}
      {list.hasMore && (
        <div className={styles.more}>
          <Button size="l" mode="secondary" stretched loading={list.isLoadingMore} onClick={() => void list.loadMore()}>
            {t`Показать ещё`}
          </Button>
          <p className={styles.failure} role="alert">
            {list.failure}
          </p>
        </div>
      )}
    </div>
  );
}

interface PartProps {
  title: string;
  calls: readonly KnownCall[];
  selected: number | null;
}

function Part({ title, calls, selected }: PartProps) {
  if (calls.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className={styles.part}>{title}</h2>
      <ul className={styles.rows}>
        {calls.map((call) => (
          <CallRow key={call.id} call={call} isSelected={call.id === selected} />
        ))}
      </ul>
    </section>
  );
}
