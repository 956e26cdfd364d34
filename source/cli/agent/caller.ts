import {isRefusalCode, MaestroError, type RefusalCode, refusals} from '../../domain/errors.js';
import {cleanLine} from '../../domain/text.js';
import {elapsed} from './elapsed.js';
import {addressesOf, type Environment, type Identity} from './identity.js';
import {ask, type Request, type Result} from './request.js';

type Order = Omit<Request, 'timeoutMs'> & {
	/** Milliseconds for one answer; 10 seconds unless given. */
	readonly timeoutMs?: number | undefined;
	/** Milliseconds to go on trying while no server answers; none unless given. */
	readonly patienceMs?: number | undefined;
	/** Asking twice does what asking once does, so an answer that was lost is asked for again. */
	readonly isRepeatable?: boolean | undefined;
};

/** Milliseconds in which a server that had to leave its port to another one has said where it is. */
const returnMs = 3000;

/** Asks the server, and gives the body of its answer; a refusal comes as the `MaestroError` it was there. */
export type Call = (order: Order) => Promise<unknown>;

type Options = {
	readonly environment: Environment;
	readonly identity: Identity;
	/** Whether the server at an address holds the operator's secret, too. */
	readonly isGenuine: (baseUrl: string, secret: string) => Promise<boolean>;
};

export const createCall = ({environment, identity, isGenuine}: Options): Call => {
	const {id, secret, isOperators} = identity;

	const askAt = async (baseUrl: string, order: Order): Promise<Result> => {
		if (isOperators && !(await isGenuine(baseUrl, secret))) {
			return {kind: 'unreachable'};
		}

		return ask(baseUrl, {
			...order,
			timeoutMs: order.timeoutMs ?? 10_000,
			headers: {authorization: `Bearer ${secret}`, 'x-session-id': id, ...order.headers},
		});
	};

	return async order => {
		const {patienceMs = 0, isRepeatable = order.method === 'GET'} = order;
		const begin = elapsed();
		const end = begin + patienceMs;
		for (;;) {
			const tried: string[] = [];
			let refused: Answered | undefined;
			let isAway = false;
			for (const address of addressesOf(environment)) {
				tried.push(address);
				const result = await askAt(address, order);
				if (result.kind === 'answered' && !isUnknownTo(result)) {
					return bodyOf(result);
				}

				if (result.kind === 'answered') {
					// Another maestro may have the port that ours had when this session began, or had a moment ago.
					refused ??= result;
				} else {
					isAway = true;
				}

				if (result.kind === 'lost' && !isRepeatable) {
					throw new MaestroError(
						'server-missing',
						`The server at ${address} went away before it answered; whether it did as asked is not known`,
					);
				}
			}

			if (refused !== undefined && elapsed() >= (isAway ? end : Math.min(end, begin + returnMs))) {
				return bodyOf(refused);
			}

			if (elapsed() >= end || tried.length === 0) {
				throw new MaestroError(
					'server-missing',
					`No server of maestro answers${tried.length === 0 ? '' : ` at ${tried.join(' or ')}`}; start one with: maestro server start`,
				);
			}

			await new Promise(resolve => setTimeout(resolve, 200));
		}
	};
};

type Answered = Extract<Result, {kind: 'answered'}>;

/** Whether the server does not know the secret, and so is none of ours; one that knows it says which session it does not take. */
const isUnknownTo = ({status, body}: Answered): boolean =>
	status === 401 && (body as {readonly reason?: unknown} | undefined)?.reason !== 'sender-unknown';

const bodyOf = ({status, body, retryAfterMs}: Answered): unknown => {
	if (status < 300) {
		return body;
	}

	const {reason, message} = (body ?? {}) as {readonly reason?: unknown; readonly message?: unknown};
	throw new MaestroError(
		isRefusalCode(reason) ? reason : codeOf(status),
		typeof message === 'string' ? cleanLine(message) : `The server refused with status ${status}`,
		retryAfterMs === undefined ? {} : {retryAfterMs},
	);
};

const codeOf = (status: number): RefusalCode =>
	Object.keys(refusals)
		.filter(isRefusalCode)
		.find(code => refusals[code].status === status) ?? 'internal';
