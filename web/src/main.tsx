import '@vkontakte/vkui/dist/cssm/styles/themes.css';
import './ui/theme/fonts.css';
import './ui/theme/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { watchKeyboard } from './app/keyboard';
import { startVisit } from './app/start';
import { activate, chosenLocale } from './i18n/i18n';
import './pwa/install';
import { applyTextSize } from './ui/theme/textSize';

const root = document.getElementById('root');

applyTextSize();
watchKeyboard();
void activate(chosenLocale()).then(() => {
  // The question travels while the first frame is drawn.
  void startVisit();
  if (root) createRoot(root).render(<App />);
});
