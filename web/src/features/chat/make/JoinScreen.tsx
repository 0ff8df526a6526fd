import { t } from '@lingui/core/macro';
import { Button, Title } from '@vkontakte/vkui';
import { useCallback, useEffect, useState } from 'react';
import { type LinkPreview, postJoin, postPreview, postPreviewPicture } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import { applyMembershipChanged } from '../../../store/apply/membership';
import { change } from '../../../store/store';
import { Notice } from '../../../ui/Notice';
import { replacePath } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { ScreenHeader } from '../../../ui/ScreenHeader';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { UserAvatar } from '../../../ui/UserAvatar';
import { useAnswer } from '../../../ui/useAnswer';
import { spokenMembers } from '../words';
import styles from './JoinScreen.module.css';

/** Where a link to a chat leads: what it is, who invites, and a button, or the sentence why not. */
export function JoinScreen({ token, isPhone }: { token: string; isPhone: boolean }) {
  return (
    <section className={`${styles.screen} pm-paper`} aria-label={t`Приглашение в чат`}>
      {isPhone && (
        <ScreenHeader hasBack>
          <span className={styles.title}>{t`Приглашение`}</span>
        </ScreenHeader>
      )}
      <Invitation token={token} />
    </section>
  );
}

function Invitation({ token }: { token: string }) {
  const answer = useAnswer(useCallback(() => postPreview(token), [token]));
  if (answer.status === 'loading') return <SkeletonRows />;
  if (answer.status === 'ready') return <Offer preview={answer.value} token={token} />;
  return (
    <Notice title={t`По этой ссылке не войти`} action={{ label: t`К чатам`, onClick: () => replacePath(paths.chats) }}>
      {sentenceOf(answer.error)}
    </Notice>
  );
}

function Offer({ preview, token }: { preview: LinkPreview; token: string }) {
  const { title, member_count, has_picture, made_by, conversation } = preview;
  const picture = usePicture(token, has_picture);
  const joining = useJoin(token);
  const isInside = conversation !== null;
  return (
    <div className={styles.card}>
      <UserAvatar id={conversation ?? 0} name={title} size={96} src={picture} />
      <Title level="2" weight="2" Component="h1" className={styles.name}>
        {title}
      </Title>
      <p className={styles.text}>{spokenMembers(member_count)}</p>
      <p className={styles.text}>{isInside ? t`Вы уже в этом чате.` : t`Вас приглашает ${made_by}.`}</p>
      <p className={styles.failure} role="alert">
        {joining.failure}
      </p>
      {isInside ? (
        <Button size="l" stretched onClick={() => replacePath(paths.conversation(conversation))}>
          {t`Открыть чат`}
        </Button>
      ) : (
        <Button size="l" stretched loading={joining.isBusy} onClick={() => void joining.join()}>
          {t`Вступить`}
        </Button>
      )}
    </div>
  );
}

/** Whoever is not inside yet sees it by the link alone; until it is here, and when it cannot come, initials do. */
function usePicture(token: string, hasPicture: boolean): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!hasPicture) return;
    let shown: string | undefined;
    let isLeft = false;
    const show = (file: Blob) => {
      if (isLeft) return;
      shown = URL.createObjectURL(file);
      setAddress(shown);
    };
    postPreviewPicture(token).then(show, () => undefined);
    return () => {
      isLeft = true;
      if (shown) URL.revokeObjectURL(shown);
    };
  }, [token, hasPicture]);
  return address;
}

function useJoin(token: string) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const join = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { conversation } = await postJoin(token);
      change(applyMembershipChanged, conversation);
      replacePath(paths.conversation(conversation.id));
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return { isBusy, failure, join };
}
