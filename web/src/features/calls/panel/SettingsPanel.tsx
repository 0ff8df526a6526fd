import { t } from '@lingui/core/macro';
import { FormItem, SegmentedControl } from '@vkontakte/vkui';
import type { Policy } from '../../../api/calls';
import { attempt } from '../attempt';
import { useCall } from '../context';
import { DeviceField } from '../DeviceFields';
import { keepHabit } from '../habits';
import type { Look } from '../layout';
import type { DeviceKind } from '../ownDevices';
import { SwitchLine } from '../SwitchLine';
import type { StageState } from '../stage/useStage';
import { mayI, policyOf } from '../view';
import styles from './SettingsPanel.module.css';
import { SidePanel } from './SidePanel';

const HABIT = { audioinput: 'microphone', videoinput: 'camera', audiooutput: 'speaker' } as const;

/** Devices and view of this person; for hosts what the others may. */
export function SettingsPanel({ stage, onClose }: { stage: StageState; onClose(): void }) {
  const { view, deeds } = useCall();
  const choose = (kind: DeviceKind) => (device: string) => {
    keepHabit({ [HABIT[kind]]: device });
    attempt(deeds.choose(kind, device));
  };
  return (
    <SidePanel title={t`Настройки`} onClose={onClose}>
      <div className={styles.fields}>
        <DeviceField kind="audioinput" due={null} onChoose={choose('audioinput')} />
        <DeviceField kind="videoinput" due={null} onChoose={choose('videoinput')} />
        <DeviceField kind="audiooutput" due={null} onChoose={choose('audiooutput')} />
        <FormItem noPadding top={t`Вид`}>
          <SegmentedControl
            aria-label={t`Вид`}
            value={stage.look}
            onChange={(look) => stage.setLook(look as Look)}
            options={[
              { label: t`Сетка`, value: 'grid' },
              { label: t`Говорящий`, value: 'speaker' },
            ]}
          />
        </FormItem>
        <SwitchLine
          label={t`Только звук`}
          hint={t`Для слабого интернета: без видео остальных`}
          isOn={view.isSoundOnly}
          onChange={deeds.setSoundOnly}
        />
        {mayI(view, 'run') && <ForHosts />}
      </div>
    </SidePanel>
  );
}

function ForHosts() {
  const { view, deeds } = useCall();
  const policy = policyOf(view);
  if (!policy) return null;
  const change = (part: Partial<Policy>) => attempt(deeds.change(part));
  const forAll = (field: 'speak' | 'camera' | 'share' | 'write', label: string) => (
    <SwitchLine
      label={label}
      isOn={policy[field] === 'all'}
      onChange={(isOn) => change({ [field]: isOn ? 'all' : 'hosts' })}
    />
  );
  return (
    <section className={styles.hosts} aria-label={t`Для всех участников`}>
      <h3>{t`Для всех участников`}</h3>
      {forAll('speak', t`Включать микрофон`)}
      {forAll('camera', t`Включать камеру`)}
      {forAll('share', t`Показывать экран`)}
      {view.call?.conversation != null && forAll('write', t`Писать в чат`)}
      <h3>{t`Вход`}</h3>
      <SwitchLine
        label={t`Впускать вручную`}
        hint={t`Новые участники ждут, пока вы их впустите`}
        isOn={policy.lobby}
        onChange={(lobby) => change({ lobby })}
      />
      <SwitchLine
        label={t`Закрыть вход`}
        hint={t`Новых участников не впускать`}
        isOn={policy.locked}
        onChange={(locked) => change({ locked })}
      />
    </section>
  );
}
