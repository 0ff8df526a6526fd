import { t } from '@lingui/core/macro';
import { useIsDesktop } from '../../../ui/useMedia';
import { Conversation } from '../../chat';
import { useCall } from '../context';
import { SidePanel } from './SidePanel';

/** The chat of the call, which is that of the conversation: the same messages, the same rights. */
export function ChatPanel({ onClose }: { onClose(): void }) {
  const { view } = useCall();
  const isDesktop = useIsDesktop();
  const conversation = view.call?.conversation;
  if (conversation == null) return null;
  return (
    <SidePanel title={t`Чат`} onClose={onClose}>
      <Conversation conversation={conversation} isPhone={!isDesktop} hasHeader={false} />
    </SidePanel>
  );
}
