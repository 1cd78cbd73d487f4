import "@mantine/core/styles.css";
import "./console.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { ApiError } from "../api/client.ts";
import { Console } from "./Console.tsx";
import { LanguageProvider } from "./language.tsx";
import { Router } from "./router.tsx";
import { config, SessionProvider } from "./session.tsx";
import { theme } from "./theme.ts";

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no place for the console");

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal is an answer; only silence is asked about again.
      retry: (failed, error) => failed < 2 && !(error instanceof ApiError),
      // Without a network a question fails and says so, instead of waiting for one in silence.
      networkMode: "always",
      refetchOnReconnect: true,
    },
    // What somebody pressed is done now or not at all, never later by itself.
    mutations: { networkMode: "always" },
  },
});

createRoot(root).render(
  <MantineProvider theme={theme} forceColorScheme="light" getStyleNonce={() => config.nonce}>
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <SessionProvider>
          <Router>
            <Console />
          </Router>
        </SessionProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </MantineProvider>,
);
