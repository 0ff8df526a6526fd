import type { CardRoute } from '../../../ui/route/paths';
import { MembersPanel, MembersScreen } from '../Members';

/** Beside the conversation. */
export function CardPanel({ route }: { route: CardRoute }) {
  return <MembersPanel conversation={route.conversation} />;
}

/** In the place of the conversation. */
export function CardScreen({ route }: { route: CardRoute }) {
  return <MembersScreen conversation={route.conversation} />;
}
