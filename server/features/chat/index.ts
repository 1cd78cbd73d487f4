export { type ChatEvent, planAnswers } from "./answers.ts";
export { chatConsoleRoutes } from "./console-routes.ts";
export { mayOffer, type OfferSaid, offersRefusedAmong, offersSaidBy } from "./offers.ts";
