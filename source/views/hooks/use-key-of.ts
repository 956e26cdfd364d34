import {keyOf} from '../keys.js';
import {useSelector} from './use-selector.js';

/** How keys are called in the texts of a screen, as they are set. */
export const useKeyOf = (): ((bindingId: string) => string) => {
	const set = useSelector(({settings}) => settings.values.keys);
	return bindingId => keyOf(bindingId, set);
};
