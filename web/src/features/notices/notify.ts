/** Shows notifications of the browser, one for each chat, and takes them away when the chat is read. */
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import type { Wording } from './rules';

const ICON = '/icons/192.png';
const shown = new Map<number, Notification>();

export async function notify(conversation: number, { title, body }: Wording) {
  // The same tag replaces the one before: a chat is one notification, however much is said.
  const options: NotificationOptions = { body, icon: ICON, tag: tagOf(conversation), silent: true };
  try {
    shown.set(conversation, opening(conversation, new Notification(title, options)));
  } catch {
    // Android knows them only through the service worker, which also hears the tap.
    const registration = await navigator.serviceWorker?.getRegistration();
    await registration?.showNotification(title, { ...options, data: { path: paths.conversation(conversation) } });
  }
}

export function unnotify(conversation: number) {
  shown.get(conversation)?.close();
  shown.delete(conversation);
  void closeThroughWorker(conversation);
}

export function unnotifyAll() {
  for (const conversation of shown.keys()) unnotify(conversation);
}

function opening(conversation: number, notification: Notification): Notification {
  notification.onclick = () => {
    window.focus();
    navigate(paths.conversation(conversation));
    notification.close();
  };
  return notification;
}

async function closeThroughWorker(conversation: number) {
  const registration = await navigator.serviceWorker?.getRegistration();
  const ours = await registration?.getNotifications({ tag: tagOf(conversation) });
  for (const notification of ours ?? []) notification.close();
}

const tagOf = (conversation: number) => `peremena.chat.${conversation}`;
