import { t } from '@lingui/core/macro';
import { SegmentedControl, Title } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { useLive } from '../../store/store';
import { SwitchRow } from '../../ui/SwitchRow';
import { chooseTextSize, type TextSize, useTextSize } from '../../ui/theme/textSize';
import { chooseTheme, type Theme, useTheme } from '../../ui/theme/theme';
import styles from './Account.module.css';
import { choose } from './choose';

/** How it looks, in which language it speaks, and what Enter does. */
export function View() {
  return (
    <>
      <Choice title={t`Тема`} hint={t`Только на этом устройстве`}>
        <ThemeChoice />
      </Choice>
      <Choice title={t`Размер текста`} hint={t`Только на этом устройстве`}>
        <TextSizeChoice />
      </Choice>
      <Choice title={t`Язык`}>
        <LanguageChoice />
      </Choice>
      <Choice title={t`Ввод сообщений`}>
        <EnterChoice />
      </Choice>
    </>
  );
}

function Choice({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={title}>
      <Title level="3" weight="2" Component="h2">
        {title}
      </Title>
      {children}
      {hint && <p className={styles.quiet}>{hint}</p>}
    </section>
  );
}

function ThemeChoice() {
  const theme = useTheme();
  return (
    <SegmentedControl
      aria-label={t`Тема`}
      value={theme}
      onChange={(value) => chooseTheme(value as Theme)}
      options={[
        { label: t`Системная`, value: 'system' },
        { label: t`Светлая`, value: 'light' },
        { label: t`Тёмная`, value: 'dark' },
      ]}
    />
  );
}

function TextSizeChoice() {
  const size = useTextSize();
  return (
    <SegmentedControl
      aria-label={t`Размер текста`}
      value={size}
      onChange={(value) => chooseTextSize(value as TextSize)}
      options={[
        { label: t`Обычный`, value: 'normal' },
        { label: t`Крупный`, value: 'large' },
        { label: t`Огромный`, value: 'huge' },
      ]}
    />
  );
}

function LanguageChoice() {
  const language = useLive((state) => state.preferences.language);
  return (
    <SegmentedControl
      aria-label={t`Язык`}
      value={language}
      onChange={(value) => void choose('language', value === 'en' ? 'en' : 'ru')}
      options={[
        { label: 'Русский', value: 'ru' },
        { label: 'English', value: 'en' },
      ]}
    />
  );
}

function EnterChoice() {
  const isOn = useLive((state) => state.preferences.enter_sends);
  return (
    <div className={styles.rows}>
      <SwitchRow
        label={t`Enter отправляет сообщение`}
        hint={
          isOn
            ? t`Новая строка: Shift + Enter. На телефоне Enter всегда начинает новую строку`
            : t`Отправить: Ctrl + Enter. Enter начинает новую строку`
        }
        isOn={isOn}
        onChange={(wanted) => void choose('enter_sends', wanted)}
      />
    </div>
  );
}
