import {useState} from 'react';

/**
Where the part of a list begins that is shown: it moves only as far as it must to keep the selected row in sight.
*/
export const useWindow = (index: number, count: number, height: number): number => {
	const [start, setStart] = useState(0);
	const next = Math.max(0, Math.min(Math.max(start, index - height + 1), index, count - height));
	if (next !== start) {
		setStart(next);
	}

	return next;
};
