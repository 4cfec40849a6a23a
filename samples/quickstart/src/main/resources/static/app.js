const ROWS = 'ABCDEFGHIJ';
const SEATS_A_ROW = 20;
const RUSH = 60;
// A browser opens six connections to one server; the live figures have one of them.
const CLERKS = 5;
const ERROR_SECONDS = 8;
const NEWS_SECONDS = 4;

const $ = (id) => document.getElementById(id);
const seats = new Map();
const mine = new Set();
let sold = {};

function element(name, properties = {}, ...children) {
	const node = Object.assign(document.createElement(name), properties);
	node.append(...children);
	return node;
}

function toast(text, error = false) {
	const node = element('p', { className: error ? 'toast error' : 'toast', textContent: text });
	$('toasts').append(node);
	while ($('toasts').children.length > 3) {
		$('toasts').firstChild.remove();
	}
	setTimeout(() => node.remove(), (error ? ERROR_SECONDS : NEWS_SECONDS) * 1000);
}

async function post(path) {
	try {
		const response = await fetch(path, { method: 'POST', headers: { Accept: 'application/json, application/problem+json' } });
		const body = await response.json();
		return { status: response.status, body, reason: body.detail ?? `The answer was ${response.status}.` };
	}
	catch {
		return { status: 0, body: {}, reason: 'The box office does not answer.' };
	}
}

/* Seats */

async function book(seat, buyer) {
	seats.get(seat).classList.add('asking');
	const answer = await post(`/api/seats/${seat}/booking?buyer=${encodeURIComponent(buyer)}`);
	seats.get(seat).classList.remove('asking');
	if (answer.status === 201) {
		sold[seat] = answer.body;
		showSeat(seat);
	}
	return answer;
}

async function click(seat) {
	const buyer = $('buyer').value.trim();
	if (sold[seat]) {
		toast(mine.has(seat) ? `${seat} is yours already.` : `${seat} is sold to ${sold[seat].buyer}.`);
	}
	else if (!buyer) {
		toast('Say who is buying first.', true);
		$('buyer').focus();
	}
	else if (!seats.get(seat).classList.contains('asking')) {
		const answer = await book(seat, buyer);
		if (answer.status === 201) {
			mine.add(seat);
			showSeat(seat);
			toast(`${seat} is yours, ${buyer}: order ${answer.body.orderId}, ${answer.body.price} €.`);
		}
		else {
			toast(answer.status === 503 ? `${answer.body.title}. ${answer.reason}` : answer.reason, true);
		}
	}
}

function showSeat(seat) {
	const button = seats.get(seat);
	const order = sold[seat];
	const own = mine.has(seat);
	button.classList.toggle('sold', Boolean(order) && !own);
	button.classList.toggle('mine', Boolean(order) && own);
	const label = order ? `Seat ${seat}, ${own ? 'yours' : `sold to ${order.buyer}`}` : `Seat ${seat}, free`;
	if (button.ariaLabel !== label) {
		button.ariaLabel = label;
		button.title = label;
		button.ariaDisabled = order ? 'true' : null;
	}
}

function move(event) {
	const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SEATS_A_ROW, ArrowDown: SEATS_A_ROW }[event.key];
	const all = [...seats.values()];
	const next = all[all.indexOf(event.target) + step];
	if (next) {
		event.preventDefault();
		event.target.tabIndex = -1;
		next.tabIndex = 0;
		next.focus();
	}
}

/* The further from the aisle, the nearer to the stage. */
function bend(node, number) {
	node.style.setProperty('--bend', ((number - (SEATS_A_ROW + 1) / 2) ** 2 / 8).toFixed(1));
	return node;
}

function buildSeats() {
	for (const row of ROWS) {
		const line = element('div', { className: 'row', role: 'group', ariaLabel: `Row ${row}` });
		const letter = (side) => bend(element('span', { className: `letter ${side}`, textContent: row, ariaHidden: 'true' }), 1);
		line.append(letter('left'));
		for (let number = 1; number <= SEATS_A_ROW; number++) {
			const seat = row + number;
			const button = element('button', { type: 'button', className: 'seat', textContent: number, tabIndex: -1 });
			bend(button, number);
			button.addEventListener('click', () => click(seat));
			seats.set(seat, button);
			showSeat(seat);
			line.append(button);
		}
		line.append(letter('right'));
		$('seats').append(line);
	}
	seats.get('A1').tabIndex = 0;
	$('seats').addEventListener('keydown', move);
}

async function rush() {
	$('rush').disabled = true;
	const places = [...seats.keys()];
	const count = { sold: 0, refused: 0, undecided: 0 };
	let left = RUSH;
	const clerk = async () => {
		while (left-- > 0) {
			const seat = places[Math.floor(Math.random() * places.length)];
			const answer = await book(seat, `Guest ${1 + Math.floor(Math.random() * 50)}`);
			count[answer.status === 201 ? 'sold' : answer.status === 409 ? 'refused' : 'undecided']++;
		}
	};
	await Promise.all(Array.from({ length: CLERKS }, clerk));
	$('rush').disabled = false;
	toast(`${count.sold} seats sold, ${count.refused} were taken, ${count.undecided} without a decision.`,
		count.undecided > 0);
}

/* Masters */

async function act(number, action) {
	const answer = await post(`/api/masters/${number}/${action}`);
	if (answer.status === 200) {
		showMasters(answer.body);
	}
	else {
		toast(answer.reason, true);
	}
}

function buildMaster({ number, address }) {
	const button = (className) => element('button', { type: 'button', className });
	const card = element('li', { className: 'card' },
		element('span', { className: 'name', textContent: `Nº ${number}` }),
		element('span', { className: 'state' }, element('span', { className: 'lamp' }), element('span', { className: 'word' })),
		element('span', { className: 'address', textContent: address }),
		element('div', { className: 'acts' }, button('life'), button('pulse')));
	for (const each of card.querySelectorAll('button')) {
		each.addEventListener('click', () => act(number, each.dataset.action));
	}
	return card;
}

function showMasters(masters) {
	if ($('masters').children.length !== masters.length) {
		$('masters').replaceChildren(...masters.map(buildMaster));
	}
	masters.forEach(({ number, state }, i) => {
		const card = $('masters').children[i];
		if (card.dataset.state !== state) {
			card.dataset.state = state;
			card.className = `card ${state}`;
			card.querySelector('.word').textContent = state;
			offer(card.querySelector('.life'), number, state === 'dead' ? 'start' : 'stop');
			offer(card.querySelector('.pulse'), number, state === 'paused' ? 'resume' : 'pause');
			card.querySelector('.pulse').disabled = state === 'dead';
		}
	});
	const alive = masters.filter(({ state }) => state === 'alive').length;
	const holds = alive > masters.length / 2;
	say(holds ? 'holds' : 'lost',
		`${alive} of ${masters.length} alive: ${holds ? 'quorum holds' : 'no quorum, bookings wait'}`);
}

function offer(button, number, action) {
	button.dataset.action = action;
	button.textContent = action[0].toUpperCase() + action.slice(1);
	button.ariaLabel = `${button.textContent} master ${number}`;
}

function say(state, text) {
	if ($('quorum-text').textContent !== text) {
		$('quorum').className = `quorum ${state}`;
		$('quorum-text').textContent = text;
	}
}

/* Figures */

function show({ house, lastOrders, masters, bookingsPerSecond, refused }) {
	showMasters(masters);
	sold = house.seats;
	seats.forEach((button, seat) => showSeat(seat));
	$('seats-sold').textContent = house.seatsSold;
	$('orders').textContent = house.orders;
	$('refused').textContent = refused;
	$('per-second').textContent = Math.round(bookingsPerSecond);
	$('cache-hits').textContent = house.cacheHits;
	$('cache-misses').textContent = house.cacheMisses;
	if (lastOrders.length > 0) {
		$('last-orders').replaceChildren(...lastOrders.map(({ orderId, seat, buyer, price }) => element('li', {},
			element('span', { className: 'id', textContent: `#${orderId}` }),
			element('span', { className: 'place', textContent: seat }),
			element('span', { className: 'buyer', textContent: buyer }),
			element('span', { className: 'price', textContent: `${price} €` }))));
	}
}

function listen() {
	const events = new EventSource('/api/events');
	events.addEventListener('message', (event) => show(JSON.parse(event.data)));
	events.addEventListener('error', () => say('lost', 'The box office does not answer; trying again'));
}

buildSeats();
$('rush').addEventListener('click', rush);
$('desk').addEventListener('submit', (event) => event.preventDefault());
listen();
