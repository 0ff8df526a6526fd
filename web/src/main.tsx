import '@vkontakte/vkui/dist/cssm/styles/themes.css';
import './ui/theme/fonts.css';
import './ui/theme/tokens.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { activate, chosenLocale } from './i18n/i18n';

const root = document.getElementById('root');

void activate(chosenLocale()).then(() => {
  if (root) createRoot(root).render(<App />);
});
