/** A word for screen readers only, about something that everybody else sees. */
let voice: HTMLElement | null = null;

export function say(text: string) {
  voice ??= openVoice();
  // An equal text twice is otherwise said once.
  voice.textContent = voice.textContent === text ? `${text}\u00a0` : text;
}

function openVoice(): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('role', 'status');
  element.style.cssText = 'position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)';
  return document.body.appendChild(element);
}
