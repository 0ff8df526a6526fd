// Floor of the browser side: VKUI with a list of chats and bubbles, and nothing behind them.
import {
  AdaptivityProvider,
  AppRoot,
  Avatar,
  Cell,
  ConfigProvider,
  Group,
  Panel,
  PanelHeader,
  PanelHeaderBack,
  SplitCol,
  SplitLayout,
  View,
  WriteBar,
} from '@vkontakte/vkui';
import '@vkontakte/vkui/dist/cssm/styles/themes.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const CHATS = Array.from({ length: 20 }, (_, index) => ({ id: index, title: `Чат ${index}`, text: 'Привет' }));

function Bubbles({ texts }: { texts: string[] }) {
  return (
    <div>
      {texts.map((text) => (
        <div key={text} style={{ margin: 8, padding: 8, borderRadius: 12, background: '#e3f0ff' }}>
          {text}
        </div>
      ))}
    </div>
  );
}

function Shell() {
  const [open, setOpen] = useState<number | null>(null);
  const [texts, setTexts] = useState<string[]>(['Привет']);
  const [draft, setDraft] = useState('');
  const send = () => {
    setTexts([...texts, draft]);
    setDraft('');
  };
  return (
    <SplitLayout>
      <SplitCol>
        <View activePanel={open === null ? 'list' : 'chat'} nav="main">
          <Panel id="list">
            <PanelHeader>Чаты</PanelHeader>
            <Group>
              {CHATS.map((chat) => (
                <Cell
                  key={chat.id}
                  before={<Avatar size={48} initials="Ч" />}
                  subtitle={chat.text}
                  onClick={() => setOpen(chat.id)}
                >
                  {chat.title}
                </Cell>
              ))}
            </Group>
          </Panel>
          <Panel id="chat">
            <PanelHeader before={<PanelHeaderBack onClick={() => setOpen(null)} />}>Чат</PanelHeader>
            <Bubbles texts={texts} />
            <WriteBar value={draft} onChange={(event) => setDraft(event.target.value)} onSubmit={send} />
          </Panel>
        </View>
      </SplitCol>
    </SplitLayout>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ConfigProvider>
      <AdaptivityProvider>
        <AppRoot>
          <Shell />
        </AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>,
  );
}
