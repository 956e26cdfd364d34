import {Text, useIsScreenReaderEnabled} from 'ink';
import {memo} from 'react';

type Props = {
	/** As wide as its place, with its styles in it. */
	readonly line: string;
};

/** One line of the screen, drawn again only when it is another. Aloud it is read without its blanks, and not at all where it is empty. */
export const Row = memo(function Row({line}: Props) {
	const isSpoken = useIsScreenReaderEnabled();
	if (isSpoken) {
		return line.trim() === '' ? null : <Text>{line.trim().replaceAll(/ +/g, ' ')}</Text>;
	}

	// Ink gives an empty text no height.
	return <Text wrap="truncate">{line === '' ? ' ' : line}</Text>;
});
