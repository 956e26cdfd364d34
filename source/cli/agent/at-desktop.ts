import {MaestroError} from '../../domain/errors.js';
import {addressesOf, type Environment} from './identity.js';
import {ask} from './request.js';

/** What there is in the place of our commands, in a session of the real product's server. */
const instead: Readonly<Record<string, string>> = {
	inbox: 'it has no inbox: what is written to a session is typed into its window',
	report: 'its own program reports there: maestro session report progress|blocked|complete TEXT',
	'session send': 'its own program writes to a session there: maestro session prompt SESSION --message TEXT',
	'session siblings': 'its own program lists the sessions there: maestro session list',
};

/** Milliseconds. */
const patienceMs = 1000;

/**
Refuses one of our commands in a session whose server is that of the Maestro desktop app: that one gives sessions no secret, and takes none of ours, so
all that came of asking it would be a wait.
*/
export const refuseAtDesktop = async (name: string, environment: Environment): Promise<void> => {
	const {MAESTRO_SESSION_ID, MAESTRO_SESSION_TOKEN, MAESTRO_SERVER_URL, MAESTRO_API_URL} = environment;
	if (!MAESTRO_SESSION_ID || MAESTRO_SESSION_TOKEN || !(MAESTRO_SERVER_URL || MAESTRO_API_URL)) {
		return;
	}

	const address = await findDesktop(environment);
	if (address !== undefined) {
		throw new MaestroError(
			'not-allowed',
			`The server at ${address} is that of the Maestro desktop app, where maestro ${name} of maestro-tui has nothing to ask; ${instead[name] ?? 'use its own program there'}`,
		);
	}
};

/** Whether a person sends at such a server, which takes it in another way than ours (and in more than is loaded here). */
export const isSentAtDesktop = async (name: string, environment: Environment): Promise<boolean> =>
	name === 'session send' && !environment.MAESTRO_SESSION_ID && (await findDesktop(environment)) !== undefined;

/** Where the server is, where the first that answers is one of the desktop app. */
const findDesktop = async (environment: Environment): Promise<string | undefined> => {
	for (const address of addressesOf(environment)) {
		const kind = await kindAt(address);
		if (kind !== 'nobody') {
			return kind === 'desktop' ? address : undefined;
		}
	}

	return undefined;
};

/** A desktop server says that it is well, and no name (contract §1). */
const kindAt = async (address: string): Promise<'desktop' | 'other' | 'nobody'> => {
	const result = await ask(address, {method: 'GET', path: '/health', timeoutMs: patienceMs});
	if (result.kind !== 'answered') {
		return 'nobody';
	}

	const {status, name} = (result.body ?? {}) as Readonly<Record<string, unknown>>;
	return status === 'ok' && name === undefined ? 'desktop' : 'other';
};
