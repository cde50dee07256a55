
(() => {
  const one = (selector) => document.querySelector(selector);
  const rows = [...document.querySelectorAll('#events tbody tr')];
  const box = one('.scroll'), panel = one('#event');
  if (!box) return;
  const picture = box.querySelector('svg');
  const marks = new Map([...picture.querySelectorAll('.m')].map((mark) => [Number(mark.dataset.e), mark]));
  let at = -1, zoom = 1;
  const add = (name, text) => { const part = document.createElement(name); part.textContent = text; panel.append(part); };
  function show(index) {
    if (index === at || !rows[index]) return;
    for (const part of [marks.get(at), rows[at], marks.get(index), rows[index]]) part && part.classList.toggle('on');
    at = index;
    const [time, kind, where, what] = rows[index].cells;
    const line = what.querySelector('code');
    panel.replaceChildren();
    add('p', [time, kind, where].map((cell) => cell.textContent).filter(Boolean).join(' · '));
    add('p', what.firstChild.textContent);
    if (line) add('code', line.textContent);
  }
  function reveal() {
    const mark = marks.get(at);
    if (!mark) return;
    const x = parseFloat(mark.getAttribute('x')) / 100 * picture.clientWidth;
    if (x < box.scrollLeft || x > box.scrollLeft + box.clientWidth - 20) box.scrollLeft = x - box.clientWidth / 2;
  }
  function stretch(level, middle = box.clientWidth / 2) {
    const to = Math.min(8, Math.max(1, level));
    const place = (box.scrollLeft + middle) / picture.clientWidth;
    zoom = to;
    box.dataset.zoom = to;
    picture.style.width = to * 100 + '%';
    box.scrollLeft = place * picture.clientWidth - middle;
    one('#zoom-out').disabled = to === 1;
    one('#zoom-in').disabled = to === 8;
  }
  const visible = (from, by) => { let i = from; do i += by; while (rows[i] && rows[i].hidden); return rows[i] ? i : from; };
  const keys = {
    ArrowRight: () => show(visible(at, 1)),
    ArrowLeft: () => show(at < 0 ? visible(-1, 1) : visible(at, -1)),
    Home: () => show(visible(-1, 1)),
    End: () => show(visible(rows.length, -1)),
    '+': () => stretch(zoom * 2),
    '-': () => stretch(zoom / 2),
  };
  box.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    reveal();
  });
  const pick = (event) => { const mark = event.target.closest('.m'); if (mark) show(Number(mark.dataset.e)); };
  picture.addEventListener('pointerover', pick);
  picture.addEventListener('click', pick);
  box.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    stretch(event.deltaY < 0 ? zoom * 2 : zoom / 2, event.clientX - box.getBoundingClientRect().left);
  }, { passive: false });
  one('#zoom-in').addEventListener('click', () => stretch(zoom * 2));
  one('#zoom-out').addEventListener('click', () => stretch(zoom / 2));
  const boxes = [...document.querySelectorAll('.kinds input')];
  function filter() {
    const kinds = new Set(boxes.filter((each) => each.checked).map((each) => each.value));
    const wanted = one('#search').value.toLowerCase();
    let count = 0;
    for (const row of rows) {
      row.hidden = !kinds.has(row.dataset.kind) || !row.textContent.toLowerCase().includes(wanted);
      if (!row.hidden) count++;
    }
    for (const [index, mark] of marks) mark.style.display = rows[index].hidden ? 'none' : '';
    one('#count').textContent = count + ' of ' + rows.length + ' events';
  }
  for (const each of [...boxes, one('#search')]) each.addEventListener('input', filter);
  stretch(1);
  filter();
})();
