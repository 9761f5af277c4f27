/** Ties Thunderbird's events to what is done; registered at once, so that they wake the add-on. */

import { Asking } from "./asking.js";
import { beforeSend, checkNow } from "./sending.js";

const asking = new Asking(messenger);
const tools = { messenger, fetch: (...words) => fetch(...words), asking };

messenger.compose.onBeforeSend.addListener((_tab, details) => beforeSend(tools, details));
messenger.composeAction.onClicked.addListener((tab) => checkNow(tools, tab.id));
messenger.windows.onRemoved.addListener((id) => asking.removed(id));
messenger.runtime.onMessage.addListener((said) => asking.message(said));
