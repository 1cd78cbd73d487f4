import { render } from "preact";
import { App } from "./app.tsx";
import { start } from "./store.ts";
import "./styles/page.css";
import "../../../liff/ui/line/line.css";
import "../../../liff/ui/line/flex.css";
import "./styles/chat.css";
import "./styles/messages.css";
import "./styles/bottom.css";
import "./styles/sheet.css";
import "./styles/panel.css";
import "./styles/trouble.css";

start();
const place = document.getElementById("app");
if (place !== null) render(<App />, place);
