import type {ClientStatus, Delivering, HookAnswer} from '../../agents/agent.js';
import {deliveries} from '../../agents/deliveries.js';
import {frameMessages} from '../../agents/frame.js';
import {type Letter, type LetterFile, letterLeaseMs, type QuickMailbox, quickMailbox} from '../../system/mail.js';

type Options = {
	/** The folder that hooks and the app share. */
	readonly run: string;
	readonly sessionId: string;
	readonly hook: Readonly<Record<string, unknown>>;
	readonly clientStatus: ClientStatus | undefined;
	readonly write: (descriptor: 1 | 2, text: string) => void;
	readonly now: number;
};

type Read = {readonly file: LetterFile; readonly letter: Letter};

/** What wakes an idle client is not shown before the client says so; whoever confirms it knows it by this. */
const doorbell = 'doorbell';

/** Those that know this event may add to what the model reads (agent-contract §2.3). */
const sinceBatches = '2.1.165';

/**
Hands the letters of a session to its agent where no server does: takes those that this event can carry, prints them, and notes what was
shown. Each letter is taken by one hook, however many run at once. Answers the exit code.
*/
export const takeLetters = ({run, sessionId, hook, clientStatus, write, now}: Options): number => {
	const mailbox = quickMailbox(run, sessionId);
	const files = mailbox.list() ?? [];
	const [first] = files.map(mailbox.read).filter(letter => letter !== undefined);
	const delivery = deliveries[first?.agent ?? ''];
	if (first === undefined || delivery === undefined) {
		lowerFlagIfDone(mailbox);
		return 0;
	}

	settle(files, {mailbox, delivery, hook, now});
	const version = first.version ?? (delivery.eventOf(hook) === 'PostToolBatch' ? sinceBatches : undefined);
	const isWaking = delivery.isWaking(hook);
	const mayTake =
		delivery.takesAt(hook, version) &&
		(!isWaking || delivery.mayWake({activity: activityBy(clientStatus, now), clientStatus, now}));
	const way = isWaking ? doorbell : `hook-${delivery.eventOf(hook)}`;
	const taken = mayTake ? take(mailbox, {now, way}) : [];
	if (taken.length === 0) {
		lowerFlagIfDone(mailbox);
		return 0;
	}

	const answer = delivery.answer(hook, framed(taken), version);
	if (!isPrinted(answer, write)) {
		for (const {file} of taken) {
			mailbox.move(file, {state: 'waiting'});
		}

		return 0;
	}

	for (const {file} of isWaking ? [] : taken) {
		mailbox.move(file, {state: 'shown', at: now, way});
	}

	lowerFlagIfDone(mailbox);
	return answer.exitCode;
};

type Settling = {
	readonly mailbox: QuickMailbox;
	readonly delivery: Delivering;
	readonly hook: Readonly<Record<string, unknown>>;
	readonly now: number;
};

/** What this hook proves is shown, and what nobody has confirmed for a while waits again. */
const settle = (files: readonly LetterFile[], {mailbox, delivery, hook, now}: Settling): void => {
	const ids = new Set(delivery.evidence(hook));
	for (const file of files) {
		const isTaken = file.state === 'taken';
		// Also of one that waits again: a client behind a dialog keeps what woke it for longer than a lease.
		if (ids.has(file.key) && (isTaken || file.state === 'waiting')) {
			mailbox.move(file, {state: 'shown', at: now, way: `${doorbell}-seen-in-the-prompt`});
		} else if (isTaken && file.way === doorbell && delivery.joinsTurn(hook) && now > file.at) {
			mailbox.move(file, {state: 'shown', at: now, way: `${doorbell}-in-the-middle-of-a-turn`});
		} else if (isTaken && Math.abs(now - file.at) >= letterLeaseMs) {
			mailbox.move(file, {state: 'waiting'});
		}
	}
};

/** What fits into one answer, the oldest first; one that is too long alone is cut. */
const take = (mailbox: QuickMailbox, how: {readonly now: number; readonly way: string}): readonly Read[] => {
	const taken: Read[] = [];
	for (const file of (mailbox.list() ?? []).filter(({state}) => state === 'waiting')) {
		const letter = mailbox.read(file);
		if (letter === undefined) {
			continue;
		}

		if (taken.length > 0 && !fits([...taken, {file, letter}])) {
			break;
		}

		const moved = mailbox.move(file, {state: 'taken', at: how.now, way: how.way});
		if (moved !== undefined) {
			taken.push({file: moved, letter});
		}
	}

	return taken;
};

const frame = (reads: readonly Read[]) => {
	const letters = reads.map(({letter}) => letter);
	const byKey = new Map(letters.map(letter => [letter.key, letter]));
	return frameMessages(
		letters.map(({key, from, text}) => ({id: key, from, message: text})),
		{
			nonce: letters[0]?.nonce ?? '',
			nameOf: id => letters.find(({from}) => from === id)?.name,
			// There it is the real product's `maestro` that is on PATH.
			ways: {
				answer: from => `maestro session prompt ${from} --message '...'`,
				all: key => byKey.get(key)?.file ?? '',
				rest: 'they come by themselves',
			},
		},
	);
};

const fits = (reads: readonly Read[]): boolean => frame(reads).included.length === reads.length;

const framed = (reads: readonly Read[]): string => frame(reads).text;

/** What the client says of itself stands for what no server has kept of its hooks. */
const activityBy = (status: ClientStatus | undefined, at: number) =>
	status === undefined
		? undefined
		: ({state: status === 'busy' ? 'working' : status === 'waiting' ? 'needs-input' : 'idle', at} as const);

const isPrinted = ({stdout, stderr}: HookAnswer, write: Options['write']): boolean => {
	try {
		write(1, stdout);
		write(2, stderr);
		return true;
	} catch {
		// Nobody read it, so it comes again.
		return false;
	}
};

/** As long as something waits, or is to be confirmed, the next hook has to look. */
const lowerFlagIfDone = (mailbox: QuickMailbox): void => {
	const isDone = () => !(mailbox.list() ?? []).some(({state}) => state === 'waiting' || state === 'taken');
	if (isDone()) {
		mailbox.setFlag(false);
		// What came between the look and this has raised it before.
		if (!isDone()) {
			mailbox.setFlag(true);
		}
	}
};
