import {Text} from 'ink';
import {memo} from 'react';

type Props = {
	/** As wide as its place, with its styles in it. */
	readonly line: string;
};

/** One line of the screen, drawn again only when it is another. */
export const Row = memo(function Row({line}: Props) {
	// Ink gives an empty text no height.
	return <Text wrap="truncate">{line === '' ? ' ' : line}</Text>;
});
