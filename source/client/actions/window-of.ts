import {MaestroError} from '../../domain/errors.js';
import type {Session} from '../../domain/session.js';
import type {Multiplexer, WindowReference} from '../../multiplexer/multiplexer.js';
import type {Tools} from './tools.js';

/** The window of a session, and who has it; refuses as `window-gone` where there is none, or it is out of reach. */
export const windowOf = (
	{id, name, run}: Session,
	multiplexerFor: Tools['multiplexerFor'],
): {readonly multiplexer: Multiplexer; readonly reference: WindowReference} => {
	const place = run?.window;
	if (place === undefined) {
		throw new MaestroError(
			'window-gone',
			`${name || id} has no window${run?.isHeadless === true ? ': it runs headless' : ''}`,
		);
	}

	const multiplexer = multiplexerFor(place);
	if (multiplexer === undefined) {
		throw new MaestroError(
			'window-gone',
			`Its window is in ${place.multiplexer} at ${place.address}, which cannot be reached from here`,
		);
	}

	return {multiplexer, reference: {id: place.windowId, paneId: place.paneId, key: place.key}};
};
