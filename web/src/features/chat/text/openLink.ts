import { t } from '@lingui/core/macro';
import type { MouseEvent } from 'react';
import { confirm } from '../../../ui/overlay/overlays';
import { type Suspicion, suspicionOf } from './suspicion';

/** An honest address opens as any link does; before one that pretends, its real name is shown. */
export function openLink(event: MouseEvent<HTMLAnchorElement>, text: string, href: string) {
  const suspicion = suspicionOf(text, href);
  if (!suspicion) return;
  event.preventDefault();
  void ask(suspicion, href);
}

/** The same for a press that came before this code. */
export function openLater(text: string, href: string) {
  const suspicion = suspicionOf(text, href);
  if (suspicion) void ask(suspicion, href);
  else openTab(href);
}

async function ask(suspicion: Suspicion, href: string) {
  const address = suspicion.ascii ? `${suspicion.host}\n(${suspicion.ascii})` : suspicion.host;
  const isYes = await confirm({
    title: t`Осторожно, ссылка`,
    text: `${warningOf(suspicion)}\n\n${t`На самом деле она ведёт сюда:`}\n${address}\n\n${t`Не вводите там пароль и код из SMS.`}`,
    action: t`Всё равно открыть`,
    isDestructive: true,
  });
  if (isYes) openTab(href);
}

const openTab = (href: string) => window.open(href, '_blank', 'noopener,noreferrer');

function warningOf({ why, resembled }: Suspicion): string {
  if (resembled) return t`Адрес похож на ${resembled}, но это другой сайт.`;
  switch (why) {
    case 'user':
      return t`Перед знаком @ в адресе стоит не сайт: так прячут настоящее имя.`;
    case 'encoded':
      return t`Имя сайта в адресе записано кодом.`;
    case 'differs':
      return t`Адрес написан так, что выглядит иначе, чем есть.`;
    default:
      return t`В имени сайта смешаны буквы разных алфавитов: они похожи, но это другой адрес.`;
  }
}
