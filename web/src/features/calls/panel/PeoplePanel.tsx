import { t } from '@lingui/core/macro';
import { Button, Search } from '@vkontakte/vkui';
import { type ReactNode, useState } from 'react';
import { matchName } from '../../../ui/matchName';
import { openMenu } from '../../../ui/overlay/overlays';
import { attempt } from '../attempt';
import { useCall } from '../context';
import type { StageState } from '../stage/useStage';
import { handQueue, mayI, placesOf, type Seat } from '../view';
import { Lobby } from './Lobby';
import styles from './PeoplePanel.module.css';
import { PersonRow } from './PersonRow';
import { usePersonMenu } from './personMenu';
import { SidePanel } from './SidePanel';

/** From so many on one looks for somebody by name. */
const MANY = 8;

/** Who waits, who wants to say something, who is there. */
export function PeoplePanel({ stage }: { stage: StageState }) {
  const { view } = useCall();
  const isHost = mayI(view, 'run');
  const [wanted, setWanted] = useState('');
  const queue = handQueue(view.seats);
  const quiet = view.seats.filter((seat) => seat.handAt === null && matchName(seat.name, wanted));
  const places = placesOf(view.seats);
  const menuOf = usePersonMenu(stage);
  const onMenu = (seat: Seat, at: Element) => openMenu({ label: seat.name, at, items: menuOf(seat) });
  return (
    <SidePanel
      title={t`Участники`}
      count={view.seats.length}
      onClose={stage.closePanel}
      foot={isHost && <ForAll hasHands={queue.length > 0} />}
    >
      {view.seats.length >= MANY && (
        <div className={styles.search}>
          <Search noPadding placeholder={t`Поиск`} value={wanted} onChange={(event) => setWanted(event.target.value)} />
        </div>
      )}
      {isHost && <Lobby />}
      {queue.length > 0 && (
        <Section title={t`Хотят ответить`}>
          {queue.map((seat, index) => (
            <PersonRow key={seat.identity} seat={seat} place={places.get(seat.identity)} onMenu={onMenu}>
              {isHost && <Floor seat={seat} isFirst={index === 0} />}
            </PersonRow>
          ))}
        </Section>
      )}
      <Section title={t`В звонке`}>
        {quiet.map((seat) => (
          <PersonRow key={seat.identity} seat={seat} place={undefined} onMenu={onMenu} />
        ))}
      </Section>
    </SidePanel>
  );
}

export function Section({ title, after, children }: { title: string; after?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className={styles.section}>
        <h3>{title}</h3>
        {after}
      </div>
      <ul className={styles.list}>{children}</ul>
    </section>
  );
}

/** «Дать слово»: may turn on the microphone, and the hand is done with. */
function Floor({ seat, isFirst }: { seat: Seat; isFirst: boolean }) {
  const { deeds } = useCall();
  const give = async () => {
    if (!seat.may.split(',').includes('speak')) await deeds.govern('let_speak', seat.id);
    await deeds.govern('lower', seat.id);
  };
  return (
    <Button size="s" mode={isFirst ? 'primary' : 'secondary'} onClick={() => attempt(give())}>
      {t`Дать слово`}
    </Button>
  );
}

function ForAll({ hasHands }: { hasHands: boolean }) {
  const { deeds } = useCall();
  const all = (what: 'mute' | 'silence' | 'let_speak' | 'lower') => attempt(deeds.govern(what, null));
  return (
    <>
      <Button
        size="m"
        mode="secondary"
        stretched
        aria-haspopup="menu"
        onClick={(event) =>
          openMenu({
            label: t`Микрофоны участников`,
            at: event.currentTarget,
            items: [
              { label: t`Выключить всем`, hint: t`Смогут включить сами`, run: () => all('mute') },
              { label: t`Выключить и не давать включать`, run: () => all('silence') },
              { label: t`Разрешить всем говорить`, run: () => all('let_speak') },
            ],
          })
        }
      >
        {t`Микрофоны`}
      </Button>
      <Button size="m" mode="secondary" stretched disabled={!hasHands} onClick={() => all('lower')}>
        {t`Опустить руки`}
      </Button>
    </>
  );
}
