import '@vkontakte/vkui/dist/cssm/styles/themes.css';
import './ui/theme/fonts.css';
import './ui/theme/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { watchKeyboard } from './app/keyboard';
import { activate, chosenLocale } from './i18n/i18n';
import { applyTextSize } from './ui/theme/textSize';

const root = document.getElementById('root');

applyTextSize();
watchKeyboard();
void activate(chosenLocale()).then(() => {
  if (root) createRoot(root).render(<App />);
});
