import { t } from '@lingui/core/macro';
import { Icon56LinkCircleOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useCallback, useState } from 'react';
import { fetchLinks } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import type { Row } from '../../../api/shapes';
import { Notice } from '../../../ui/Notice';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { useAnswer } from '../../../ui/useAnswer';
import { LinkBox } from './LinkBox';
import { LinkMaker } from './LinkMaker';
import styles from './Links.module.css';
import { Scroll } from './Scroll';

/** The links that lead into a chat: make, copy, share, revoke, and who came by them. */
export function Links({ row }: { row: Row }) {
  const answer = useAnswer(useCallback(() => fetchLinks(row.id), [row.id]));
  const [isMaking, setMaking] = useState(false);
  if (answer.status === 'loading') return <SkeletonRows />;
  if (answer.status === 'failed') {
    return (
      <Notice title={t`Не удалось загрузить ссылки`} action={{ label: t`Ещё раз`, onClick: answer.retry }}>
        {sentenceOf(answer.error)}
      </Notice>
    );
  }
  const { links } = answer.value;
  const made = () => {
    setMaking(false);
    answer.retry();
  };
  return (
    <Scroll>
      <p className={styles.note}>
        {t`По ссылке войдут только те, кого вы могли бы добавить сами. Учеников в чат добавляет учитель.`}
      </p>
      {isMaking ? (
        <LinkMaker conversation={row.id} onMade={made} onDropped={() => setMaking(false)} />
      ) : (
        <Button size="l" stretched onClick={() => setMaking(true)}>
          {t`Создать ссылку`}
        </Button>
      )}
      {links.length === 0 && !isMaking && (
        <Notice icon={<Icon56LinkCircleOutline />}>{t`Ссылок на этот чат пока нет.`}</Notice>
      )}
      {links.length > 0 && (
        <ul className={styles.list} aria-label={t`Ссылки на чат`}>
          {links.map((link) => (
            <LinkBox key={link.id} conversation={row.id} title={row.title} link={link} onChanged={answer.retry} />
          ))}
        </ul>
      )}
    </Scroll>
  );
}
