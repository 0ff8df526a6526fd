import { t } from '@lingui/core/macro';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { useIsDesktop } from '../../../ui/useMedia';
import { Conversation } from '../../chat';
import { useCall } from '../context';
import { SidePanel } from './SidePanel';
import { useRow } from './useRow';

/** The chat of the call, which is that of the conversation: the same messages, the same rights. */
export function ChatPanel({ onClose }: { onClose(): void }) {
  const { view } = useCall();
  const isDesktop = useIsDesktop();
  const conversation = view.call?.conversation ?? null;
  const isAsking = useRow(conversation) === 'asking';
  if (conversation === null) return null;
  return (
    <SidePanel title={t`Чат`} onClose={onClose}>
      {isAsking ? (
        <SkeletonRows />
      ) : (
        <Conversation conversation={conversation} isPhone={!isDesktop} hasHeader={false} />
      )}
    </SidePanel>
  );
}
