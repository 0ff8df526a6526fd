import type { People } from '../people';
import { DeleteDialog } from './DeleteDialog';
import { closeDialog, type MessageDialog } from './dialogs';
import { ForwardDialog } from './ForwardDialog';
import { ReactorsDialog } from './ReactorsDialog';
import { ReadersDialog } from './ReadersDialog';

/** The dialogs about messages; one at a time. */
export function MessageDialogs({ dialog, people }: { dialog: MessageDialog; people: People }) {
  switch (dialog.kind) {
    case 'forward':
      return <ForwardDialog from={dialog.conversation} messages={dialog.messages} onClosed={closeDialog} />;
    case 'delete':
      return (
        <DeleteDialog
          conversation={dialog.conversation}
          messages={dialog.messages}
          people={people}
          onClosed={closeDialog}
        />
      );
    case 'readers':
      return <ReadersDialog conversation={dialog.conversation} no={dialog.no} onClosed={closeDialog} />;
    case 'reactors':
      return <ReactorsDialog message={dialog.message} people={people} onClosed={closeDialog} />;
  }
}
