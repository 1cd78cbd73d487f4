import { Anchor, createTheme, type MantineColorsTuple } from "@mantine/core";

/** The red thread of the card and the till, in ten steps. */
const thread: MantineColorsTuple = [
  "#fbecea",
  "#f3d3cf",
  "#e6aaa3",
  "#d97f75",
  "#cd5a4e",
  "#c04537",
  "#b03a2e",
  "#9c3328",
  "#8e2c22",
  "#6f2019",
];

export const theme = createTheme({
  primaryColor: "thread",
  primaryShade: 6,
  colors: { thread },
  black: "#1e1b18",
  defaultRadius: "md",
  fontFamily: '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", system-ui, sans-serif',
  headings: {
    fontFamily: '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", system-ui, sans-serif',
    sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.125rem" }, h3: { fontSize: "1rem" } },
  },
  cursorType: "pointer",
  // Inside a sentence a colour alone tells nobody that this is a link.
  components: { Anchor: Anchor.extend({ defaultProps: { underline: "always" } }) },
});
