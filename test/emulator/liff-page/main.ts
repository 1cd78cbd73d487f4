import CloseWindow from "@line/liff/close-window";
import liff from "@line/liff/core";
import GetAccessToken from "@line/liff/get-access-token";
import GetAppLanguage from "@line/liff/get-app-language";
import GetDecodedIDToken from "@line/liff/get-decoded-id-token";
import GetFriendship from "@line/liff/get-friendship";
import GetIDToken from "@line/liff/get-id-token";
import GetProfile from "@line/liff/get-profile";
import IsApiAvailable from "@line/liff/is-api-available";
import IsInClient from "@line/liff/is-in-client";
import IsLoggedIn from "@line/liff/is-logged-in";
import Login from "@line/liff/login";
import Logout from "@line/liff/logout";
import OpenWindow from "@line/liff/open-window";
import PermanentLink from "@line/liff/permanent-link";
import RequestFriendship from "@line/liff/request-friendship";
import SendMessages from "@line/liff/send-messages";

/** The real SDK on a page of its own: tests call it from outside, by the global `app`. */
liff.use(new CloseWindow());
liff.use(new GetAccessToken());
liff.use(new GetAppLanguage());
liff.use(new GetDecodedIDToken());
liff.use(new GetFriendship());
liff.use(new GetIDToken());
liff.use(new GetProfile());
liff.use(new IsApiAvailable());
liff.use(new IsInClient());
liff.use(new IsLoggedIn());
liff.use(new Login());
liff.use(new Logout());
liff.use(new OpenWindow());
liff.use(new PermanentLink());
liff.use(new RequestFriendship());
liff.use(new SendMessages());

const init = liff.init({ liffId: "2000000002-Card0001" }).then(
  () => "ready",
  (error: unknown) =>
    error instanceof Error ? `${Reflect.get(error, "code")}: ${error.message}` : String(error),
);

Object.assign(globalThis, { app: { liff, init } });
