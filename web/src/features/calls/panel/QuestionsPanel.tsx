import { t } from '@lingui/core/macro';
import { Button, FormItem, Textarea } from '@vkontakte/vkui';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import {
  fetchQuestions,
  postAnswer,
  postQuestion,
  type Question,
  type QuestionDeed,
  type Questions,
} from '../../../api/calls';
import { sentenceOf } from '../../../api/sentence';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { useAnswer } from '../../../ui/useAnswer';
import { attempt } from '../attempt';
import { useCall } from '../context';
import { isViewer, mayI } from '../view';
import { Section } from './PeoplePanel';
import styles from './QuestionsPanel.module.css';
import { SidePanel } from './SidePanel';

const LOOK_AGAIN_MS = 5_000;
const LONGEST_QUESTION = 500;

/** Questions of viewers: one's own for a viewer, the queue for hosts. */
export function QuestionsPanel({ onClose }: { onClose(): void }) {
  const { view } = useCall();
  const call = view.call?.id ?? 0;
  const answer = useAnswer(useCallback(() => fetchQuestions(call), [call]));
  const { retry } = answer;
  const known = `${view.room?.questions}:${view.room?.shown?.id}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of them asks anew.
  useEffect(() => {
    retry();
    const timer = setInterval(retry, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [retry, known]);
  const isWatching = isViewer(view);
  return (
    <SidePanel title={isWatching ? t`Вопрос ведущему` : t`Вопросы`} onClose={onClose}>
      {isWatching && <Ask call={call} onAsked={retry} />}
      {answer.status === 'loading' && <SkeletonRows />}
      {answer.status === 'failed' && <p className={styles.word}>{sentenceOf(answer.error)}</p>}
      {answer.status === 'ready' &&
        (isWatching ? <Own questions={answer.value.questions} /> : <Queue asked={answer.value} onDone={retry} />)}
    </SidePanel>
  );
}

function Ask({ call, onAsked }: { call: number; onAsked(): void }) {
  const { view } = useCall();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await postQuestion(call, text);
      setText('');
      onAsked();
    } catch (error) {
      setFailure(sentenceOf(error));
    }
    setBusy(false);
  };
  return (
    <form className={styles.ask} noValidate onSubmit={(event) => void ask(event)}>
      <FormItem
        top={t`Ваш вопрос`}
        htmlFor="question"
        noPadding
        status={failure ? 'error' : 'default'}
        bottom={failure ?? t`Его увидят только ведущие, пока сами не покажут всем, без имени.`}
        bottomId="question-hint"
      >
        <Textarea
          id="question"
          value={text}
          maxLength={LONGEST_QUESTION}
          aria-describedby="question-hint"
          onChange={(event) => setText(event.target.value)}
        />
      </FormItem>
      <Button size="l" type="submit" stretched loading={isBusy} disabled={!text.trim() || !mayI(view, 'ask')}>
        {t`Спросить`}
      </Button>
    </form>
  );
}

function Own({ questions }: { questions: readonly Question[] }) {
  if (questions.length === 0) return null;
  return (
    <Section title={t`Мои вопросы`}>
      {questions.toReversed().map((one) => (
        <li key={one.id} className={styles.question}>
          <p className={styles.text}>{one.text}</p>
          <p className={styles.who}>{stateSpoken(one.state)}</p>
        </li>
      ))}
    </Section>
  );
}

function stateSpoken(state: Question['state']): string {
  switch (state) {
    case 'waiting':
      return t`Ждёт ведущего`;
    case 'shown':
      return t`Показан всем`;
    case 'done':
      return t`Был показан`;
    case 'dismissed':
      return t`Ведущий не взял этот вопрос`;
  }
}

function Queue({ asked, onDone }: { asked: Questions; onDone(): void }) {
  const shown = asked.questions.filter(({ state }) => state === 'shown');
  const waiting = asked.questions.filter(({ state }) => state === 'waiting');
  return (
    <>
      {shown.length > 0 && (
        <Section title={t`Видят все`}>
          {shown.map((one) => (
            <Row key={one.id} question={one} deeds={['done']} onDone={onDone} />
          ))}
        </Section>
      )}
      {waiting.length > 0 ? (
        <Section title={t`Ждут ответа`}>
          {waiting.map((one) => (
            <Row key={one.id} question={one} deeds={['show', 'dismiss']} onDone={onDone} />
          ))}
        </Section>
      ) : (
        <p className={styles.word}>{t`Новых вопросов нет. Вопросы зрителей сначала увидите только вы.`}</p>
      )}
      {asked.colleagues.length > 0 && <Colleagues asked={asked} onDone={onDone} />}
    </>
  );
}

interface RowProps {
  question: Question;
  deeds: readonly QuestionDeed[];
  onDone(): void;
}

function Row({ question, deeds, onDone }: RowProps) {
  const { view } = useCall();
  const call = view.call?.id ?? 0;
  const run = (what: QuestionDeed) => attempt(postAnswer(call, question.id, what).then(onDone));
  return (
    <li className={styles.question}>
      <p className={styles.who}>{question.kind === 'guest' ? t`${question.name}, гость` : question.name}</p>
      <p className={styles.text}>{question.text}</p>
      <div className={styles.deeds}>
        {deeds.map((what) => (
          <Button key={what} size="m" mode={what === 'show' ? 'primary' : 'secondary'} onClick={() => run(what)}>
            {deedSpoken(what)}
          </Button>
        ))}
      </div>
    </li>
  );
}

function deedSpoken(what: QuestionDeed): string {
  switch (what) {
    case 'show':
      return t`Показать всем`;
    case 'dismiss':
      return t`Отклонить`;
    case 'done':
      return t`Убрать`;
  }
}

/** Of those who watch hosts are told only the staff: who of it should speak, too. */
function Colleagues({ asked, onDone }: { asked: Questions; onDone(): void }) {
  const { deeds } = useCall();
  return (
    <Section title={t`Коллеги среди зрителей`}>
      {asked.colleagues.map(({ participant, name }) => (
        <li key={participant} className={styles.colleague}>
          <span>{name}</span>
          <Button
            size="m"
            mode="secondary"
            onClick={() => attempt(Promise.resolve(deeds.govern('appoint', participant)).then(onDone))}
          >
            {t`Сделать ведущим`}
          </Button>
        </li>
      ))}
    </Section>
  );
}
