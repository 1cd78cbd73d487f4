import { Button, CloseButton, Paper, Text } from "@mantine/core";
import { createContext, type ReactNode, useContext, useState } from "react";
import { ApiError } from "../../api/client.ts";
import { sentenceOf, useLanguage, useSay } from "../language.tsx";

interface Told {
  readonly text: string;
  readonly undo: (() => Promise<unknown>) | null;
  readonly bad: boolean;
}

type Tell = (text: string, undo?: () => Promise<unknown>) => void;

const Telling = createContext<Tell>(() => {});

/** Says at the foot of the screen what was done, with 元に戻す where it can be undone; nobody is asked beforehand. */
export function useTell(): Tell {
  return useContext(Telling);
}

/** It stays until it is closed or something else is done: who reads slowly can undo as well. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const [told, setTold] = useState<Told | null>(null);
  const [busy, setBusy] = useState(false);
  const { language } = useLanguage();
  const say = useSay();
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
    <Telling.Provider value={(text, work) => setTold({ text, undo: work ?? null, bad: false })}>
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
