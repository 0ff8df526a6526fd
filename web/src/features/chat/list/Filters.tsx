import { t } from '@lingui/core/macro';
import { Tabs, TabsItem } from '@vkontakte/vkui';
import type { Filter } from '../../../store/select/rows';
import styles from './Filters.module.css';
import { chooseFilter, useList } from './listStore';

/** The panel of the tabs: the list itself. */
export const LIST_ID = 'chat-list';

/** Every chat, or only a kind of them; the number says how many of a kind wait. */
export function Filters({ waiting }: { waiting: Record<Filter, number> }) {
  const filter = useList((state) => state.filter);
  const tabs: [Filter, string][] = [
    ['all', t`Все`],
    ['unread', t`Непрочитанные`],
    ['direct', t`Личные`],
    ['classes', t`Классы`],
  ];
  return (
    <div className={styles.filters}>
      <Tabs
        mode="secondary"
        layoutFillMode="shrinked"
        withScrollToSelectedTab
        selectedId={filter}
        onSelectedIdChange={(id) => chooseFilter(id as Filter)}
      >
        {tabs.map(([id, label]) => (
          <TabsItem
            key={id}
            id={id}
            aria-controls={LIST_ID}
            {...(isKind(id) && waiting[id] > 0 && { status: waiting[id] })}
          >
            {label}
          </TabsItem>
        ))}
      </Tabs>
    </div>
  );
}

const isKind = (filter: Filter) => filter === 'direct' || filter === 'classes';
