import {type Call, type CallOptions, createCall} from '../call.js';

/** Calls the endpoints of a server of either kind: one of the desktop product is asked in its own words. */
export const callTo = (options: CallOptions): Call => {
	if (options.kind !== 'desktop') {
		return createCall(options);
	}

	// Read when there is such a server: most have none.
	const adapted = import('./adapt.js').then(({adaptCall}) => adaptCall(options));
	return async (endpoint, request) => (await adapted)(endpoint, request);
};
