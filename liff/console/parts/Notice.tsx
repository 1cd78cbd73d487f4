import { Button, CloseButton, Paper, Text } from "@mantine/core";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { ApiError } from "../../api/client.ts";
import { sentenceOf, useLanguage, useSay } from "../language.tsx";
import { usePlace } from "../router.tsx";

interface Told {
  readonly text: string;
  readonly undo: (() => Promise<unknown>) | null;
  readonly bad: boolean;
}

/** Answers how to take the notice away again, once there is nothing left to undo. */
type Tell = (text: string, undo?: () => Promise<unknown>) => () => void;

const Telling = createContext<Tell>(() => () => {});

/** Says at the foot of the screen what was done, with 元に戻す where it can be undone; nobody is asked beforehand. */
export function useTell(): Tell {
  return useContext(Telling);
}

/** It stays until it is closed, something else is done or another screen is opened: who reads slowly can undo as well. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const [told, setTold] = useState<Told | null>(null);
  const [busy, setBusy] = useState(false);
  const { language } = useLanguage();
  const say = useSay();
  const { path } = usePlace();
  const seen = useRef({ told, path });
  useEffect(() => {
    // What is told while its screen is left belongs to the next one.
    if (seen.current.told === told && seen.current.path !== path) setTold(null);
    seen.current = { told, path };
  }, [told, path]);
  const tell: Tell = (text, work) => {
    const next: Told = { text, undo: work ?? null, bad: false };
    setTold(next);
    return () => setTold((now) => (now === next ? null : now));
  };
  const undo = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      setTold({ text: say("元に戻しました", "Undone"), undo: null, bad: false });
    } catch (error) {
      const code = error instanceof ApiError ? error.code : "server.busy";
      setTold({ text: sentenceOf(code, language), undo: work, bad: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Telling.Provider value={tell}>
      {children}
      <div className="notices" role="status">
        {told !== null && (
          <Paper className="notice" shadow="md" data-bad={told.bad || undefined}>
            <Text size="sm">{told.text}</Text>
            {told.undo !== null && (
              <Button
                variant="white"
                color="dark"
                size="compact-md"
                loading={busy}
                onClick={() => told.undo !== null && void undo(told.undo)}
              >
                {say("元に戻す", "Undo")}
              </Button>
            )}
            <CloseButton
              variant="transparent"
              c="white"
              aria-label={say("閉じる", "Close")}
              onClick={() => setTold(null)}
            />
          </Paper>
        )}
      </div>
    </Telling.Provider>
  );
}
