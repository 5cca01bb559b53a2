export const account = {
  signIn: {
    title: "登录",
    username: "用户名",
    password: "密码",
    submit: "登录",
    wrong: "用户名或密码不对。",
    paused: "尝试次数过多，请 {seconds} 秒后再试。",
    failed: "登录服务暂时不可用，请稍后再试。",
    notInvited: "身份服务中的账号尚未被邀请，请联系本区域的管理员。",
    with: "用{name}登录",
    lead: "登录后即可查看本区域的物资需求、库存与调拨。",
  },
} as const;
