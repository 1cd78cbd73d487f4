export { dossierRoutes, ownDataRoutes } from "./routes.ts";
