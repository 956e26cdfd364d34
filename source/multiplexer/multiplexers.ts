import type {WindowPlace} from '../domain/run.js';
import type {Multiplexer} from './multiplexer.js';

/**
The multiplexers of this machine.
*/
export type Multiplexers = {
	/**
	The one that a new window is opened in: the one that is named; else the one that was set; else the one that we are inside of; else the
	one that has our session; else the first that is installed. Refuses as `multiplexer-missing` where there is none, and as `malformed`
	where none has the name.
	*/
	readonly choose: (name?: string | undefined) => Promise<Multiplexer>;
	/** The one that a window is in; `undefined` for one that is not known here. */
	readonly at: (place: Pick<WindowPlace, 'multiplexer' | 'address' | 'session'>) => Multiplexer | undefined;
};
