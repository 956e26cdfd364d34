import {useEffect} from 'react';
import {useClient} from './use-client.js';
import {useSelector} from './use-selector.js';

const question = '\u001B]11;?\u001B\\';

/**
Asks the terminal for its background once the first frame is on its way. Nobody waits for the answer: it comes when it comes, or
never, and until then the variables of the terminal stand, or that most are dark.
*/
export const useBackground = (): void => {
	const {terminal} = useClient();
	const hasColours = useSelector(({surroundings: {terminal: look}}) => look.colourDepth >= 4 && !look.isSpoken);

	useEffect(() => {
		if (hasColours) {
			terminal.write(question);
		}
	}, [terminal, hasColours]);
};
