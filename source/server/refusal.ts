import {type MaestroError, refusals} from '../domain/errors.js';
import {cleanText} from '../domain/text.js';

/**
The answer to a request that could not be done: the real server's members (contract §3), and our own code in `reason`.
*/
export const refusalAnswer = (error: MaestroError): Response =>
	Response.json(bodyOf(error), {status: refusals[error.code].status, headers: headersOf(error)});

const bodyOf = ({code, message, details}: MaestroError) => ({
	error: true,
	statusCode: refusals[code].status,
	code: refusals[code].wire,
	reason: code,
	// It may quote what came from outside.
	message: cleanText(message),
	...(details === undefined
		? {}
		: {details: details.map(detail => ({path: cleanText(detail.path), message: cleanText(detail.message)}))}),
});

const headersOf = ({retryAfterMs}: MaestroError): Record<string, string> =>
	retryAfterMs === undefined ? {} : {'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1000)))};
