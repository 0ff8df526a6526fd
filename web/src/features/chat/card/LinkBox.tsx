import { t } from '@lingui/core/macro';
import { Button, Input } from '@vkontakte/vkui';
import { type ChatLink, deleteLink } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import { confirm, showSnack } from '../../../ui/overlay/overlays';
import { paths } from '../../../ui/route/paths';
import { clockTime, dayTitle } from '../../../ui/when';
import styles from './Links.module.css';
import { spokenAtMost, spokenCame } from './words';

interface LinkBoxProps {
  conversation: number;
  title: string;
  link: ChatLink;
  onChanged(): void;
}

/** One link: its address, how far it reaches, and who came by it. */
export function LinkBox({ conversation, title, link, onChanged }: LinkBoxProps) {
  const address = location.origin + paths.join(link.token);
  return (
    <li className={styles.box}>
      {link.is_open && (
        <>
          <Input
            value={address}
            readOnly
            slotProps={{ input: { 'aria-label': t`Адрес ссылки` } }}
            onFocus={(event) => event.target.select()}
          />
          <div className={styles.buttons}>
            <Button size="m" onClick={() => void copy(address)}>
              {t`Скопировать`}
            </Button>
            {'share' in navigator && (
              <Button size="m" mode="secondary" onClick={() => void share(address, title)}>
                {t`Поделиться`}
              </Button>
            )}
            <Button
              size="m"
              mode="tertiary"
              appearance="negative"
              onClick={() => void revoke(conversation, link.id).then((isDone) => isDone && onChanged())}
            >
              {t`Отозвать`}
            </Button>
          </div>
        </>
      )}
      <p className={styles.note}>{reachOf(link)}</p>
      {link.came.length > 0 && (
        <ul className={styles.came} aria-label={t`Кто вошёл по ссылке`}>
          {link.came.map(({ name, at }) => (
            <li key={`${name} ${at}`}>
              {name} <span className={styles.when}>{when(at)}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

const when = (at: number) => `${dayTitle(at).toLocaleLowerCase()}, ${clockTime(at)}`;

/** «Создала Орлова А. П. Действует до завтра, 12:30, не больше 10 человек; вошли 3 человека.» */
function reachOf({ made_by, expires_at, most_uses, uses, is_open }: ChatLink): string {
  const came = uses > 0 ? spokenCame(uses) : t`пока никто не вошёл`;
  if (!is_open) return `${made_by}: ${t`ссылка больше не действует`}, ${came}`;
  const term = expires_at === null ? t`действует, пока не отозвана` : t`действует до: ${when(expires_at)}`;
  return `${made_by}: ${[term, ...(most_uses ? [spokenAtMost(most_uses)] : []), came].join(', ')}`;
}

async function copy(address: string) {
  try {
    await navigator.clipboard.writeText(address);
    showSnack({ text: t`Ссылка скопирована` });
  } catch {
    showSnack({ text: t`Браузер не дал скопировать. Выделите адрес и скопируйте сами.` });
  }
}

async function share(address: string, title: string) {
  // Putting the sheet of the system away is no failure.
  await navigator.share({ title, url: address }).catch(() => undefined);
}

async function revoke(conversation: number, link: number): Promise<boolean> {
  const isSure = await confirm({
    title: t`Отозвать ссылку?`,
    text: t`По ней больше никто не войдёт. Те, кто уже вошёл, останутся в чате.`,
    action: t`Отозвать`,
    isDestructive: true,
  });
  if (!isSure) return false;
  try {
    await deleteLink(conversation, link);
    showSnack({ text: t`Ссылка отозвана` });
    return true;
  } catch (error) {
    showSnack({ text: sentenceOf(error) });
    return false;
  }
}
