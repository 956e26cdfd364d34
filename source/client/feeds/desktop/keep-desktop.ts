import {MaestroError} from '../../../domain/errors.js';
import type {MaestroEvent} from '../../../domain/event.js';
import {readDesktopFrame, type Told} from '../../../protocol/desktop/frames.js';
import {type Kind, readItem} from '../../../protocol/desktop/items.js';
import type {Snapshot} from '../../event.js';
import type {Keep} from '../keeper.js';
import {createLook} from './look.js';
import {createPicture} from './picture.js';
import {createPrompts} from './prompts.js';
import {createReconciliation} from './reconcile.js';
import {createRounds} from './rounds.js';
import {createSettling} from './settling.js';
import {createStopwatch} from './stopwatch.js';
import {usualTiming} from './timing.js';

/** So many changes at once are a picture of their own. */
const mostChanges = 100;

/**
Keeps the picture of a desktop server. It has no snapshot, loses events without a word, and tells some of them out of their order (contract
§6): so what it tells is shown at once and asked for again, and besides everything is looked at again and again.
*/
export const keepDesktop: Keep = ({
	located,
	call,
	fetch,
	timing: {desktop: timing = usualTiming},
	pace,
	show,
	leftOut,
	order,
	sight,
	failed,
	isOver,
}) => {
	const {url: baseUrl, secret} = located;
	const clock = (): number => performance.now();
	const stopwatch = createStopwatch(clock);
	const picture = createPicture();
	const look = createLook({baseUrl, secret, fetch, timeoutMs: timing.answerWithinMs, stopwatch, signal: isOver});
	let isShown = false;
	let isRunning = false;

	const emit = (events: readonly MaestroEvent[]): void => {
		if (!isShown) {
			return;
		}

		if (events.length > mostChanges) {
			pace.flush({event: 'snapshot', data: whole()});
			return;
		}

		for (const event of events) {
			pace.add(event);
		}
	};

	const prompts = createPrompts({look, call, emit, signal: isOver});
	const rounds = createRounds({look, picture, stopwatch, emit, helpersAre: prompts.helpersAre});
	const whole = (): Snapshot => ({...picture.snapshot(), messages: prompts.ofOperator(), holds: []});

	const reconciliation = createReconciliation({
		...{stopwatch, clock, isSeen: sight.isSeen, timing, signal: isOver},
		async look() {
			await rounds.look();
			await prompts.look();
		},
		looked() {
			if (!isShown && !isOver.aborted) {
				isShown = true;
				show(whole());
			}

			leftOut([rounds.leftOut(), prompts.problem()].filter(text => text !== undefined).join('; '));
		},
	});

	const settling = createSettling({
		settleMs: timing.settleMs,
		failed,
		signal: isOver,
		async ask(kind, id) {
			const place = places[kind];
			if (place === undefined) {
				return;
			}

			const askedAt = picture.moment();
			try {
				const item = await look.at(`${place}/${id}`, value => readItem(kind, value));
				emit(item === undefined ? [] : picture.answer(kind, id, item, askedAt));
			} catch (error) {
				if (!(error instanceof MaestroError)) {
					throw error;
				}

				// Whatever else it is, the next look at everything comes upon it as well.
				emit(error.code === 'not-found' ? picture.answer(kind, id, undefined, askedAt) : []);
			}
		},
	});

	const hear = (told: Told): void => {
		switch (told.says) {
			case 'is':
			case 'status': {
				emit(picture.tell(told));
				settling.touch(...subjectOf(told));
				break;
			}

			case 'gone': {
				emit(picture.tell(told));
				break;
			}

			case 'touched': {
				settling.touch(told.kind, told.id);
				break;
			}

			case 'prompted': {
				prompts.expect();
				break;
			}

			case 'order': {
				order(told.order);
				break;
			}

			case 'unreadable': {
				reconciliation.soon();
			}
		}
	};

	const stopWatching = sight.subscribe(reconciliation.reconsider);
	isOver.addEventListener('abort', stopWatching, {once: true});

	return {
		ping: '{"type":"ping"}',

		take(text) {
			for (const told of readDesktopFrame(text)) {
				hear(told);
			}
		},

		synchronise() {
			if (isRunning) {
				reconciliation.soon();
			} else {
				isRunning = true;
				reconciliation.run().catch(failed);
			}
		},
	};
};

/** Where one thing is asked for. Members are listed and no more: nothing of them is lost that a list would not bring. */
const places: {readonly [K in Kind]: string | undefined} = {
	project: '/api/projects',
	task: '/api/tasks',
	session: '/api/sessions',
	member: undefined,
};

const subjectOf = (told: Extract<Told, {readonly says: 'is' | 'status'}>): readonly [Kind, string] =>
	told.says === 'is' ? [told.kind, told.item.id] : ['session', told.id];
