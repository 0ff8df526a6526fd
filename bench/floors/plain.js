// The least that a page could do in the place of ours: a list of links, and plain boxes in a box that scrolls.
(conversations) => {
  document.body.innerHTML = '<nav></nav><main hidden><section role="log"></section><textarea aria-label="plain"></textarea></main>';
  document.body.style.margin = '0';
  const list = document.querySelector('nav');
  const chat = document.querySelector('main');
  const log = document.querySelector('section');
  log.style.cssText = 'height: 700px; overflow: hidden auto; overflow-wrap: anywhere; overflow-anchor: none';
  const say = ({ no, text }) => {
    const box = document.createElement('div');
    box.style.padding = '8px';
    box.dataset.no = no;
    box.textContent = text;
    log.append(box);
  };
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
  };
  const back = () => {
    list.hidden = false;
    chat.hidden = true;
    log.textContent = '';
  };
  const open = async (conversation) => {
    list.hidden = true;
    chat.hidden = false;
    const answer = await fetch(`/api/conversations/${conversation}/messages?limit=50`);
    for (const message of (await answer.json()).messages) say(message);
    toEnd();
  };
  for (const conversation of conversations) {
    const link = document.createElement('a');
    link.href = `/chats/${conversation}`;
    link.style.cssText = 'display: block; height: 72px';
    link.textContent = String(conversation);
    link.onclick = (event) => {
      event.preventDefault();
      void open(conversation);
    };
    list.append(link);
  }
  let arriving;
  let no = 1_000_000;
  window.plain = {
    back,
    fill: (count) => {
      for (let at = 0; at < count; at += 1) say({ no: at, text: 'я'.repeat(100) });
      toEnd();
    },
    listen: (perSecond) => {
      arriving = setInterval(() => {
        no += 1;
        say({ no, text: 'Сообщение' });
        toEnd();
      }, 1000 / perSecond);
    },
    rest: () => clearInterval(arriving),
  };
}
