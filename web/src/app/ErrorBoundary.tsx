import { t } from '@lingui/core/macro';
import { Component, type ReactNode } from 'react';
import { Notice } from '../ui/Notice';

/** A mistake of ours: say so, and offer the way that usually helps. Unsent messages are safe in the outbox. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Notice title={t`Что-то сломалось`} action={{ label: t`Обновить страницу`, onClick: () => location.reload() }}>
        {t`Это наша ошибка. Неотправленные сообщения сохранены на этом устройстве.`}
      </Notice>
    );
  }
}
