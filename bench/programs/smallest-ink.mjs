// The smallest app in Ink that answers a key: a number that grows.
import {render, Text, useInput} from 'ink';
import {createElement, useState} from 'react';

function App() {
	const [presses, setPresses] = useState(0);
	useInput(() => setPresses(count => count + 1));
	return createElement(Text, undefined, `presses: ${presses}`);
}

render(createElement(App));
