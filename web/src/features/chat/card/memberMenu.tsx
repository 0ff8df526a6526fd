import { t } from '@lingui/core/macro';
import { Icon20CrownOutline, Icon20CrownSlashOutline, Icon20UserSlashOutline } from '@vkontakte/icons';
import type { Member } from '../../../api/shapes';
import type { MenuItem } from '../../../ui/overlay/overlays';
import { appoint, dismiss } from './memberDeeds';

/** What one may do with this member; what one may not is not there. */
export function memberItems(conversation: number, member: Member, exclude: () => void): MenuItem[] {
  const items: MenuItem[] = [];
  if (member.may_appoint) {
    const icon = <Icon20CrownOutline />;
    items.push({ label: t`Назначить администратором`, icon, run: () => void appoint(conversation, member) });
  }
  if (member.may_dismiss) {
    const icon = <Icon20CrownSlashOutline />;
    items.push({ label: t`Снять с администраторов`, icon, run: () => void dismiss(conversation, member) });
  }
  if (member.may_exclude) {
    const icon = <Icon20UserSlashOutline />;
    items.push({ label: t`Исключить из чата`, icon, isDestructive: true, run: exclude });
  }
  return items;
}
