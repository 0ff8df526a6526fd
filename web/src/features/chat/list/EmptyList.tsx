import { t } from '@lingui/core/macro';
import { Icon56ArchiveOutline, Icon56CheckCircleOutline, Icon56MessagesOutline } from '@vkontakte/icons';
import type { Filter } from '../../../store/select/rows';
import { Notice } from '../../../ui/Notice';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { chooseFilter } from './listStore';

interface EmptyListProps {
  isBare: boolean;
  isArchive: boolean;
  filter: Filter;
}

/** Why there is no row here, and what one may do about it. */
export function EmptyList({ isBare, isArchive, filter }: EmptyListProps) {
  if (isArchive) {
    return (
      <Notice icon={<Icon56ArchiveOutline />} title={t`В архиве пусто`}>
        {t`Сюда можно убрать чаты, которые нужны редко. Новое сообщение вернёт чат в список, если его уведомления включены.`}
      </Notice>
    );
  }
  if (isBare || filter === 'all') {
    return (
      <Notice
        icon={<Icon56MessagesOutline />}
        title={t`Здесь появятся ваши чаты`}
        action={{ label: t`Написать`, onClick: () => navigate(paths.contacts) }}
      >
        {t`Чаты класса, учителей и родителей школа создаёт сама. Личный чат можно начать с тем, кто вам доступен.`}
      </Notice>
    );
  }
  const all = { label: t`Показать все чаты`, onClick: () => chooseFilter('all') };
  switch (filter) {
    case 'unread':
      return (
        <Notice icon={<Icon56CheckCircleOutline />} title={t`Всё прочитано`} action={all}>
          {t`Новых сообщений нет.`}
        </Notice>
      );
    case 'direct':
      return (
        <Notice
          icon={<Icon56MessagesOutline />}
          title={t`Личных чатов пока нет`}
          action={{ label: t`Написать`, onClick: () => navigate(paths.contacts) }}
        >
          {t`Их можно начать в разделе «Контакты».`}
        </Notice>
      );
    case 'classes':
      return (
        <Notice icon={<Icon56MessagesOutline />} title={t`Чатов классов пока нет`} action={all}>
          {t`Школа создаёт их сама по спискам классов и групп.`}
        </Notice>
      );
  }
}
