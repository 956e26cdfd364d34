import {MaestroError} from '../domain/errors.js';
import type {Session} from '../domain/session.js';
import {updateSession} from '../protocol/sessions.js';
import type {Context, Result} from './command.js';
import type {HostedWindows} from './hosted-windows.js';

/** A program that has not ended by itself after so long is killed. */
const graceMs = 5000;

/**
Ends what a session of a desktop server runs, in the window that was opened for it on this machine. What has none here is not said to have
ended, unless the person wants just that.
*/
export const stopHosted = async (
	{call, desk, flags}: Context,
	hosted: HostedWindows,
	{id, name}: Session,
): Promise<Result> => {
	const run = await hosted.runOf(id);
	const place = run?.endedAt === undefined ? run?.window : undefined;
	const multiplexer = place && desk.multiplexerAt(place);
	const sayStopped = async (): Promise<Session> =>
		call(updateSession, {params: {id}, body: {status: 'stopped', completedAt: Date.now()}});

	if (place !== undefined && multiplexer !== undefined) {
		const {windowId, paneId, key} = place;
		await multiplexer.stop({id: windowId, paneId, key}, {graceMs});
		return {value: await sayStopped(), text: `Stopped ${id}`};
	}

	if (flags.mark === true) {
		const text = `Marked ${id} as stopped; its window is not here, so what may run in it goes on`;
		return {value: await sayStopped(), text};
	}

	const where = place === undefined ? 'on this machine' : `that can be reached: it is in ${place.multiplexer}`;
	throw new MaestroError(
		'window-gone',
		`${name || id} has no window ${where}, so it cannot be stopped from here: stop it where it runs, or only say that it has stopped with: maestro session stop ${id} --mark`,
	);
};
