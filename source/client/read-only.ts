import {MaestroError} from '../domain/errors.js';
import type {Multiplexer} from '../multiplexer/multiplexer.js';
import type {Call} from '../protocol/call.js';
import type {State} from './state/index.js';

/** Whether nothing may be changed from this screen. */
export const isReadOnly = ({surroundings}: Pick<State, 'surroundings'>): boolean => surroundings.readOnly !== 'no';

/** Why nothing is changed, and what to do about it. */
export const whyReadOnly = ({surroundings}: Pick<State, 'surroundings'>): string =>
	surroundings.readOnly === 'always'
		? 'Read-only: nothing is changed from this screen; start maestro-tui without --read-only to act'
		: 'Read-only: nothing is changed from this screen until it is unlocked (:readonly)';

/** Answers why nothing may be changed now; nothing where it may. */
type WhyNot = () => string | undefined;

/**
The same call, that lets only questions through while there is a reason to: whatever asks for a change is refused as `not-allowed`
before anything leaves.
*/
export const guardCall =
	(call: Call, whyNot: WhyNot): Call =>
	async (endpoint, request) => {
		if (endpoint.method !== 'GET') {
			refuse(whyNot());
		}

		return await call(endpoint, request);
	};

/**
The same multiplexer, of which only what changes no window is let through while there is a reason to. A person is still shown a window, in
a terminal of their own only where no key of theirs reaches what runs in it.
*/
export const guardMultiplexer = (multiplexer: Multiplexer, whyNot: WhyNot): Multiplexer => {
	const guarded =
		<Given extends readonly unknown[], Answer>(does: (...given: Given) => Promise<Answer>) =>
		async (...given: Given): Promise<Answer> => {
			refuse(whyNot());
			return await does(...given);
		};
	const watching = <Shown extends {readonly watching?: readonly [string, ...string[]]}>(shown: Shown) => {
		const reason = whyNot();
		if (reason !== undefined && shown.watching === undefined) {
			refuse(`${reason}; ${multiplexer.name} has no way to show a window without keys going to it`);
		}

		return reason === undefined || shown.watching === undefined ? shown : {...shown, command: shown.watching};
	};

	return {
		...multiplexer,
		openWindow: guarded(multiplexer.openWindow),
		typeLine: guarded(multiplexer.typeLine),
		pasteText: guarded(multiplexer.pasteText),
		stop: guarded(multiplexer.stop),
		closeWindow: guarded(multiplexer.closeWindow),

		async jump(window) {
			const jump = await multiplexer.jump(window);
			return jump.kind === 'take-over' ? watching(jump) : jump;
		},

		attach: async window => watching(await multiplexer.attach(window)),
	};
};

const refuse = (reason: string | undefined): void => {
	if (reason !== undefined) {
		throw new MaestroError('not-allowed', reason);
	}
};
